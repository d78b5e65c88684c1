import assert from 'node:assert/strict';
import { type CheckSubject, checkFault, runChecks } from '../../../../src/engine/judge/checks';
import type { CheckResult } from '../../../../src/engine/judge/score';
import { parseTestSet } from '../../../../src/engine/testset/parseTestSet';
import type { CheckSpec } from '../../../../src/engine/testset/testSet';
import { fill } from '../../../../src/wording/catalogue';
import { judge } from '../../../../src/wording/judge';

/** A check from the way it is written in a test set: `contains: RAG`, `{contains: RAG, not: true}`. */
export async function specOf(yaml: string): Promise<CheckSpec> {
  const { checks, problems } = await parseTestSet(`checks:\n  - ${yaml}\ncases:\n  - id: a\n`, '/work/a.yaml');
  assert.deepEqual(problems, []);
  const [spec] = checks;
  assert.ok(spec);
  return spec;
}

/** Runs one check on an output. */
export async function resultOf(yaml: string, subject: CheckSubject | string): Promise<CheckResult> {
  const spec = await specOf(yaml);
  assert.equal(await checkFault(spec), undefined);
  const [result, ...others] = await runChecks([spec], typeof subject === 'string' ? { output: subject } : subject);
  assert.ok(result);
  assert.deepEqual(others, []);
  return result;
}

/** `holds`, or the sentence that says why not. */
export async function verdictOf(yaml: string, subject: CheckSubject | string): Promise<string> {
  const { passed, code, args } = await resultOf(yaml, subject);
  return passed ? 'holds' : sentence(code, args);
}

/** The sentence about what is wrong with how a check is written; undefined where nothing is. */
export async function faultOf(yaml: string): Promise<string | undefined> {
  const fault = await checkFault(await specOf(yaml));
  return fault && sentence(fault.code, fault.args);
}

function sentence(code: string, args: Record<string, string | number>): string {
  const words: Readonly<Record<string, string>> = judge.en;
  const found = words[code];
  assert.ok(found !== undefined, `no words for ${code}`);
  for (const [, name = ''] of found.matchAll(/\{(\w+)\}/g)) assert.ok(name in args, `${code} lacks ${name}`);
  return fill(found, args);
}

/** Declares one test a row: what is written, the output, and what comes of it. */
export function verdicts(
  rows: readonly (readonly [yaml: string, subject: CheckSubject | string, verdict: string])[],
): void {
  for (const [yaml, subject, verdict] of rows) {
    const shown = typeof subject === 'string' ? subject : JSON.stringify(subject);
    it(`${yaml} on ${JSON.stringify(shown.slice(0, 60))}: ${verdict}`, async () => {
      assert.equal(await verdictOf(yaml, subject), verdict);
    });
  }
}

/** Declares one test a row: what is written, and what is said of it. */
export function faults(rows: readonly (readonly [yaml: string, fault: string | undefined])[]): void {
  for (const [yaml, fault] of rows) {
    it(`${yaml} ${fault === undefined ? 'can be used' : 'cannot be used'}`, async () => {
      assert.equal(await faultOf(yaml), fault);
    });
  }
}
