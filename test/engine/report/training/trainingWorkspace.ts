import type { EvaluationPlan } from '../../../../src/engine/evaluate/plan';
import type { Run, SampleResult } from '../../../../src/engine/evaluate/run';
import { type HumanLabel, outputDigest } from '../../../../src/engine/judge/labels';
import { caseOf, sample } from '../../evaluate/builders';
import { testWorkspace } from '../../evaluate/testWorkspace';

export const PROMPT = `---
model: test/model-a
input:
  schema:
    question: string
---
{{role "system"}}
Answer.
{{role "user"}}
{{question}}`;

export const TESTS = `judges:
  - judge: correctness
    model: test/judge
cases:
  - { id: b, input: { question: 什麼是 RAG？ }, expected: x }
  - { id: a, input: { question: What is drift? }, expected: x }
`;

export const INPUTS = { b: { question: '什麼是 RAG？' }, a: { question: 'What is drift?' } } as const;

/** What a run of a prompt and its test set would be; nothing is called. */
export async function planOf(files: Readonly<Record<string, string>> = {}): Promise<EvaluationPlan> {
  // Nobody listens there, and nobody asks.
  const at = await testWorkspace('http://127.0.0.1:9/v1', {
    'answer.prompt': PROMPT,
    'answer.test.yaml': TESTS,
    ...files,
  });
  try {
    return await at.plan();
  } finally {
    await at.dispose();
  }
}

let labelsMade = 0;

/** A label of case `b`, each a second after the one before. */
export function label(output: string, over: Partial<HumanLabel> = {}): HumanLabel {
  labelsMade += 1;
  const caseId = over.caseId ?? 'b';
  return {
    id: `label-${labelsMade}`,
    prompt: 'answer.prompt',
    caseId,
    output,
    outputDigest: outputDigest(output),
    input: { ...INPUTS[caseId as keyof typeof INPUTS] },
    by: 'Ada',
    at: new Date(Date.UTC(2026, 10, 24) + labelsMade * 1_000).toISOString(),
    ...over,
  };
}

/** A run by the plan, or by another version where its fingerprints say so. */
export function runOf(
  plan: EvaluationPlan,
  samples: readonly Partial<SampleResult>[],
  fingerprints: Partial<Run['header']['fingerprints']> = {},
): Run {
  const cases = samples.map((each, index) => caseOf(sample({ caseId: 'b', repeat: index, ...each })));
  return {
    header: {
      id: 'run',
      schema: 1,
      prompt: plan.request.prompt,
      tests: plan.testSet?.file ?? '',
      model: plan.model,
      judges: plan.judges,
      caseIds: cases.map(({ id }) => id),
      partial: false,
      repeat: 1,
      startedAt: '2026-11-24T00:00:00.000Z',
      fingerprints: { ...plan.fingerprints, ...fingerprints },
      assay: '0.1.0',
    },
    cases,
  };
}
