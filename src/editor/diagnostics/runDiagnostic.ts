import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import { numberText, scoreText } from '../figures';
import type { CasePlace } from '../run/casePlaces';
import type { PromptSession } from '../run/promptSession';
import type { ShownRun } from '../run/shownRun';
import { counted, words } from '../words';
import { errorText } from './errorText';

/** Failed cases that the finding links to; the panel has them all. */
const MOST_LINKS = 10;

/** What the last run says of the prompt as a whole; nothing where all cases passed. */
export function runDiagnostic(
  session: PromptSession,
  places: ReadonlyMap<string, CasePlace>,
): vscode.Diagnostic | undefined {
  const { shown, plan } = session;
  if (!shown || session.active || !plan) return undefined;
  const finding = findingOf(shown);
  if (!finding) return undefined;
  const firstLine = plan.source.text.split(/\r?\n/, 1)[0] ?? '';
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(0, 0, 0, firstLine.length),
    session.stale ? words('editor.diagnostic.stale', { message: finding.message }) : finding.message,
    session.stale ? vscode.DiagnosticSeverity.Information : finding.severity,
  );
  diagnostic.source = 'Assay';
  diagnostic.code = 'run.summary';
  const tests = plan.testSet?.file;
  if (tests !== undefined) diagnostic.relatedInformation = linksTo(tests, shown, places);
  return diagnostic;
}

function findingOf(shown: ShownRun): { message: string; severity: vscode.DiagnosticSeverity } | undefined {
  const { summary, outcome } = shown;
  if (outcome.kind === 'stopped') {
    const message = words('editor.diagnostic.stopped', { message: errorText(outcome.error) });
    return { message, severity: vscode.DiagnosticSeverity.Error };
  }
  const mean =
    summary.score === null ? '' : words('editor.diagnostic.mean', { mean: scoreText(summary.score, summary.scale) });
  const pieces: string[] = [];
  if (summary.failed > 0) {
    const threshold = onlyThreshold(shown);
    const args = { cases: numberText(summary.cases), mean };
    pieces.push(
      threshold === undefined
        ? counted('editor.diagnostic.cases-failed', summary.failed, args)
        : counted('editor.diagnostic.cases-below', summary.failed, { ...args, threshold }),
    );
  }
  if (summary.errors > 0) {
    pieces.push(counted('editor.diagnostic.cases-unknown', summary.errors, { cases: numberText(summary.cases) }));
  }
  if (pieces.length === 0) return undefined;
  const { Warning, Information } = vscode.DiagnosticSeverity;
  return { message: pieces.join('; '), severity: summary.failed > 0 ? Warning : Information };
}

/** The threshold that every failed case is below, where there is one and no case failed a check. */
function onlyThreshold({ header, results }: ShownRun): number | undefined {
  const thresholds = new Set(header.judges.map(({ threshold }) => threshold));
  const [threshold] = thresholds;
  const checkFailed = [...results.values()].some(({ samples }) =>
    samples.some(({ checks }) => checks.some(({ passed }) => !passed)),
  );
  return thresholds.size === 1 && !checkFailed ? threshold : undefined;
}

function linksTo(
  tests: string,
  { results }: ShownRun,
  places: ReadonlyMap<string, CasePlace>,
): vscode.DiagnosticRelatedInformation[] {
  const uri = vscode.Uri.file(tests);
  return [...results.values()]
    .filter(({ status }) => status === 'failed' || status === 'error')
    .flatMap(({ id }) => {
      const place = places.get(id);
      return place ? [{ id, range: editorRange(place.title) }] : [];
    })
    .slice(0, MOST_LINKS)
    .map(
      ({ id, range }) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(uri, range),
          words('editor.diagnostic.the-case', { case: id }),
        ),
    );
}
