import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import type { CaseResult, SampleResult } from '../../engine/evaluate/run';
import type { CheckResult, Judgement, RunError } from '../../engine/judge/score';
import { checkText } from '../../engine/report/checkText';
import { reasonOfJudge } from '../../engine/report/judgementText';
import { editorRange } from '../documents/editorRange';
import { judgementText } from '../figures';
import { shortName } from '../lens/lensTexts';
import type { CasePlace } from '../run/casePlaces';
import type { PromptSession } from '../run/promptSession';
import { sentence, words } from '../words';
import { errorText } from './errorText';
import { outputUri } from './outputDocuments';

/** What the last run says of one case. A case that passed says nothing. */
export function caseDiagnostics(session: PromptSession, result: CaseResult, place: CasePlace): vscode.Diagnostic[] {
  // Repeats that fail alike are one finding.
  const found = new Map<string, vscode.Diagnostic>();
  for (const sample of result.samples) {
    for (const diagnostic of sampleDiagnostics(session, sample, place, result.spread)) {
      const { line, character } = diagnostic.range.start;
      found.set(`${line}:${character}:${diagnostic.message}`, diagnostic);
    }
  }
  return [...found.values()];
}

function sampleDiagnostics(
  session: PromptSession,
  sample: SampleResult,
  place: CasePlace,
  spread: CaseResult['spread'],
): vscode.Diagnostic[] {
  const make = maker(session, sample, place, spread);
  if (sample.status === 'cancelled') return [];
  if (sample.error) return [make.error(`run.${sample.error.kind}`, errorText(sample.error))];
  const sharedChecks = session.plan?.testSet?.checks.length ?? 0;
  return [
    ...sample.checks
      .filter(({ passed }) => !passed)
      .map((check) => make.failedCheck(check, place.checks[check.index - sharedChecks] ?? place.title)),
    ...sample.judges.flatMap((judgement) => {
      if (judgement.error) return [make.judgeError(judgement, judgement.error)];
      return judgement.passed === false ? [make.lowScore(judgement)] : [];
    }),
  ];
}

function maker(session: PromptSession, sample: SampleResult, place: CasePlace, spread: CaseResult['spread']) {
  const flaky = spread?.flaky ? sentence('spread.flaky', { passed: spread.passed, n: spread.n }) : '';
  function make(range: Range, code: string, message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
    const said = flaky === '' ? message : words('editor.diagnostic.flaky', { message, flaky });
    const diagnostic = new vscode.Diagnostic(
      editorRange(range),
      session.stale ? words('editor.diagnostic.stale', { message: said }) : said,
      session.stale ? vscode.DiagnosticSeverity.Information : severity,
    );
    diagnostic.source = 'Assay';
    diagnostic.code = code;
    diagnostic.relatedInformation = relatedTo(session, sample, place);
    return diagnostic;
  }

  return {
    failedCheck: (check: CheckResult, range: Range) => {
      const message = words('editor.diagnostic.check', { message: checkText(check, { say: sentence }) });
      return make(range, `check.${check.check}`, message, vscode.DiagnosticSeverity.Error);
    },
    lowScore: (judgement: Judgement) => {
      const { judge } = judgement;
      const reason = reasonOfJudge(judgement, { say: sentence });
      const args = { judge: shortName(judge), score: judgementText(judgement), reason };
      const message = words(reason === '' ? 'editor.diagnostic.score-only' : 'editor.diagnostic.score', args);
      return make(place.title, `judge.${shortName(judge)}`, message, vscode.DiagnosticSeverity.Warning);
    },
    judgeError: ({ judge }: Judgement, error: RunError) => {
      const message = words('editor.diagnostic.judge-error', { judge: shortName(judge), message: errorText(error) });
      return make(place.title, `judge.${shortName(judge)}`, message, vscode.DiagnosticSeverity.Information);
    },
    error: (code: string, message: string) => {
      return make(
        place.title,
        code,
        words('editor.diagnostic.error', { message }),
        vscode.DiagnosticSeverity.Information,
      );
    },
  };
}

function relatedTo(
  session: PromptSession,
  { caseId, output }: SampleResult,
  place: CasePlace,
): vscode.DiagnosticRelatedInformation[] {
  const top = new vscode.Position(0, 0);
  const related = [
    new vscode.DiagnosticRelatedInformation(
      new vscode.Location(session.uri, top),
      words('editor.diagnostic.the-prompt'),
    ),
  ];
  const tests = session.plan?.testSet?.file;
  if (tests !== undefined) {
    const at = new vscode.Location(vscode.Uri.file(tests), editorRange(place.title));
    related.unshift(new vscode.DiagnosticRelatedInformation(at, words('editor.diagnostic.the-case', { case: caseId })));
  }
  if (output !== null) {
    const at = new vscode.Location(outputUri(session.file, caseId, output), top);
    related.push(new vscode.DiagnosticRelatedInformation(at, words('editor.diagnostic.the-output', { case: caseId })));
  }
  return related;
}
