import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CaseResult } from '../../engine/evaluate/run';
import type { CheckResult } from '../../engine/judge/score';
import { hasErrors, type Problem } from '../../engine/problem';
import { reasonOfJudge } from '../../engine/report/judgementText';
import type { TestCase } from '../../engine/testset/testSet';
import type {
  CaseDetail,
  CaseRow,
  PanelPhase,
  PanelProblem,
  PromptInfo,
  RowStatus,
  ShownCheck,
} from '../../protocol/panel';
import { errorText } from '../diagnostics/errorText';
import type { HumanLabels } from '../labels/humanLabels';
import { shortName } from '../lens/lensTexts';
import type { Readiness } from '../models/readiness';
import type { PromptSession } from '../run/promptSession';
import { sentence, words } from '../words';
import { detailSpread, panelSpread, rowSpread } from './panelSpread';

/** UTF-16 units of an input that a row shows. */
const PREVIEW_LENGTH = 120;

/** What the panel shows of a prompt as a whole. */
export function panelPhase(session: PromptSession | undefined): PanelPhase {
  if (!session) return { kind: 'no-prompt' };
  if (!vscode.workspace.isTrusted) return { kind: 'untrusted' };
  const prompt = promptInfo(session);
  const { active, plan, shown, readiness } = session;
  if (active) {
    return {
      kind: 'running',
      prompt,
      finished: active.finished,
      total: active.total,
      etaMs: active.remaining(performance.now()),
      summary: active.summary ?? null,
    };
  }
  if (shown) {
    const { summary, outcome, header } = shown;
    const { stale } = session;
    return { kind: 'finished', prompt, summary, outcome, stale, startedAt: header.startedAt, ...panelSpread(summary) };
  }
  if (!plan) {
    const message = session.failure ?? words('editor.panel.reading');
    const severity = session.failure === undefined ? 'info' : 'error';
    return { kind: 'problems', prompt, problems: [{ severity, message, file: prompt.file, line: 0 }] };
  }
  if (!plan.testSet) return { kind: 'no-tests', prompt };
  const missing = readiness.ready || session.isJudge ? undefined : missingModel(prompt, readiness);
  if (missing && !readiness.ready && readiness.kind === 'unknown') return missing;
  if (hasErrors(plan.problems)) {
    const problems = plan.problems.map((problem) => panelProblem(problem, session.workspace));
    return { kind: 'problems', prompt, problems };
  }
  if (missing) return missing;
  return { kind: 'ready', prompt, total: session.cases.length };
}

/** A model that cannot be called yet, and why. */
function missingModel(prompt: PromptInfo, readiness: Extract<Readiness, { ready: false }>): PanelPhase {
  if (readiness.kind === 'no-key') {
    const { model, endpoint } = readiness;
    const reason = words('editor.model.no-key', { model, origin: endpoint.name });
    return { kind: 'no-model', prompt, reason, endpoint: endpoint.name };
  }
  const { model, code, args } = readiness;
  return { kind: 'no-model', prompt, reason: sentence(code, args), endpoint: model.split('/')[0] ?? model };
}

/** The rows of all cases, in the test set's order. */
export function panelRows(session: PromptSession | undefined): CaseRow[] {
  return session ? session.cases.map((testCase) => panelRow(session, testCase)) : [];
}

/** One line of the table. */
export function panelRow(session: PromptSession, { id, input }: TestCase): CaseRow {
  const result = session.resultOf(id);
  const status: RowStatus = session.active?.progressOf(id) ?? result?.status ?? 'not-run';
  return {
    id,
    status,
    score: result?.score ?? null,
    judges: result ? judgesOf(result) : [],
    preview: preview(input),
    ...rowSpread(result),
  };
}

/** Everything about one case; undefined where the test set has no such case any more. */
export function caseDetail(session: PromptSession, caseId: string, labels: HumanLabels): CaseDetail | undefined {
  const testCase = session.cases.find(({ id }) => id === caseId);
  if (!testCase) return undefined;
  const result = session.resultOf(caseId);
  const { input, expected, context, tags } = testCase;
  return {
    id: caseId,
    input,
    messages: messagesOf(session, caseId),
    expected: expected === undefined ? null : asText(expected),
    context: context ?? null,
    tags,
    status: panelRow(session, testCase).status,
    spread: detailSpread(result),
    samples: (result?.samples ?? []).map((sample) => ({
      ...sample,
      judges: sample.judges.map((judgement) => ({
        ...judgement,
        // What was counted is listed part by part.
        reason: reasonOfJudge({ ...judgement, evidence: [] }, { say: sentence }),
      })),
      checkTexts: sample.checks.map(shownCheck),
      errorText: sample.error ? errorText(sample.error) : null,
      ...labels.ratingsOf(session, sample),
    })),
    streaming: session.active?.streamingOf(caseId) ?? null,
  };
}

/** Why a check does not hold, and each part of a group. */
function shownCheck({ code, args, parts = [] }: CheckResult): ShownCheck {
  return { text: sentence(code, args), parts: parts.map(shownCheck) };
}

/** The messages as they were sent; none where the prompt is not what it was when they were. */
function messagesOf(session: PromptSession, caseId: string): CaseDetail['messages'] {
  const sent = session.active?.messagesOf(caseId);
  if (sent) return sent;
  if (session.shown && session.stale) return null;
  return session.plan?.cases.find(({ testCase }) => testCase.id === caseId)?.rendered.messages ?? null;
}

function promptInfo({ plan, file, workspace }: PromptSession): PromptInfo {
  const model = plan?.model ?? '';
  return {
    file: relative(file, workspace),
    model,
    baseline: model.startsWith('baseline/'),
    tests: plan?.testSet ? relative(plan.testSet.file, workspace) : null,
  };
}

function panelProblem({ severity, code, args, file, range }: Problem, workspace: string): PanelProblem {
  return { severity, message: sentence(code, args), file: relative(file, workspace), line: range.start.line };
}

function judgesOf({ samples }: CaseResult): CaseRow['judges'] {
  const [first] = samples;
  if (!first) return [];
  return first.judges.map(({ judge, max, normalized, min, passed, label }) => {
    const all = samples.map(({ judges }) => judges.find((judgement) => judgement.judge === judge));
    const known = all.flatMap((judgement) => (judgement?.normalized == null ? [] : [judgement.normalized]));
    const mean = known.length === 0 ? normalized : known.reduce((sum, each) => sum + each, 0) / known.length;
    const verdicts = all.map((judgement) => judgement?.passed ?? null);
    return {
      judge: shortName(judge),
      score: mean === null ? null : min + mean * (max - min),
      max,
      ...(label !== undefined && all.every((judgement) => judgement?.label === label) && { label }),
      passed: verdicts.includes(false) ? false : verdicts.includes(null) ? null : passed,
    };
  });
}

function preview(input: Readonly<Record<string, unknown>>): string {
  const [first] = Object.values(input);
  const line =
    asText(first ?? '')
      .trim()
      .split(/\r?\n/, 1)[0] ?? '';
  return line.length <= PREVIEW_LENGTH ? line : `${[...line.slice(0, PREVIEW_LENGTH)].slice(0, -1).join('')}…`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function relative(file: string, workspace: string): string {
  return path.relative(workspace, file).split(path.sep).join('/');
}
