import type { ImportedJudge } from '../imported';
import type { ImportReport } from '../importReport';
import type { AskedGrading, GradedCase } from './caseBuilder';
import { USUAL_EMBEDDING } from './checksOfAssertion';

type JudgeGrading = AskedGrading & { grading: Extract<AskedGrading['grading'], { kind: 'judge' }> };
type Criteria = AskedGrading & { grading: Extract<AskedGrading['grading'], { kind: 'criteria' }> };

/**
 * The judges of a test set from what its cases ask for. A judge here judges every case: one that only some cases ask for
 * becomes a criterion of these. Criteria are the judge `rubric`'s.
 */
export function seatJudges(cases: readonly GradedCase[], report: ImportReport): ImportedJudge[] {
  const judges: ImportedJudge[] = [];
  const names = new Set(cases.flatMap(({ gradings }) => gradings.filter(isJudge).map(({ grading }) => grading.judge)));
  for (const name of names) {
    const asked = cases.map(({ gradings }) => gradings.filter(isJudge).filter(({ grading }) => grading.judge === name));
    if (asked.every((own, index) => isFor(own, cases[index] as GradedCase))) {
      judges.push(judgeOf(name, asked.flat(), report));
      for (const [index, { imported }] of cases.entries()) {
        const expected = asked[index]?.[0]?.grading.expected;
        if (expected !== undefined) imported.expected = expected;
      }
    } else toCriteria(cases, name, report);
  }
  const criteria = cases.flatMap(({ gradings }) => gradings.filter(isCriteria));
  if (criteria.length === 0) return judges;
  for (const { imported, gradings } of cases) {
    const texts = gradings.filter(isCriteria).flatMap(({ grading }) => grading.criteria);
    if (texts.length > 0) imported.criterion = [...new Set(texts)];
  }
  return [...judges, rubricOf(criteria, report)];
}

function isJudge(asked: AskedGrading): asked is JudgeGrading {
  return asked.grading.kind === 'judge';
}

function isCriteria(asked: AskedGrading): asked is Criteria {
  return asked.grading.kind === 'criteria';
}

/** Whether a case asks for a judge once, and what it compares with is not what another judge compares with. */
function isFor(asked: readonly JudgeGrading[], { imported }: GradedCase): boolean {
  const [first, ...others] = asked;
  if (first === undefined || first.negate) return false;
  const { expected } = first.grading;
  if (others.some(({ grading }) => grading.expected !== expected)) return false;
  return expected === undefined || imported.expected === undefined || imported.expected === expected;
}

function toCriteria(cases: readonly GradedCase[], judge: string, report: ImportReport): void {
  for (const { imported, gradings } of cases) {
    for (const [index, asked] of gradings.entries()) {
      if (!isJudge(asked) || asked.grading.judge !== judge) continue;
      const { criterion } = asked.grading;
      if (criterion === undefined) {
        imported.notes.push(report.lost(asked.place, 'judge-not-everywhere', { type: asked.type }));
        continue;
      }
      imported.notes.push(report.changed(asked.place, 'judge-as-criterion', { type: asked.type }));
      gradings[index] = { ...asked, grading: { kind: 'criteria', criteria: [criterion] } };
    }
  }
}

function judgeOf(judge: string, asked: readonly JudgeGrading[], report: ImportReport): ImportedJudge {
  const threshold = same(asked.map(({ grading }) => grading.threshold));
  if (!threshold.same) tellThresholds(asked, report);
  const embeds = asked.some(({ grading }) => grading.embeds);
  return {
    judge,
    ...(threshold.same && threshold.value !== undefined && { threshold: threshold.value }),
    ...weightOf(asked, report),
    ...modelOf(asked, report),
    ...(embeds && { embedding: same(asked.map(({ embedding }) => embedding)).value ?? USUAL_EMBEDDING }),
    notes: [],
  };
}

/** Bounds there are shares, so that they go with a scale from 0 to 1. */
function rubricOf(asked: readonly Criteria[], report: ImportReport): ImportedJudge {
  const threshold = same(asked.map(({ grading }) => grading.threshold));
  if (!threshold.same) tellThresholds(asked, report);
  return {
    judge: 'rubric',
    ...(threshold.same && threshold.value !== undefined && { scale: '0-1', threshold: threshold.value }),
    ...weightOf(asked, report),
    ...modelOf(asked, report),
    notes: [],
  };
}

function tellThresholds(asked: readonly AskedGrading[], report: ImportReport): void {
  for (const { grading, place, type } of asked) {
    if (grading.threshold !== undefined)
      report.changed(place, 'judge-threshold', { type, threshold: grading.threshold });
  }
}

function weightOf(asked: readonly AskedGrading[], report: ImportReport): { weight?: number } {
  const weight = same(asked.map((each) => each.weight));
  if (weight.same) return weight.value === undefined || weight.value === 1 ? {} : { weight: weight.value };
  for (const each of asked) if (each.weight !== 1) report.lost(each.place, 'judge-weight', { type: each.type });
  return {};
}

/** The model that grades, where it is the same everywhere and one that we know. */
function modelOf(asked: readonly AskedGrading[], report: ImportReport): { model?: string } {
  const model = same(asked.map((each) => each.model));
  if (model.same && model.value !== undefined) return { model: model.value };
  for (const { grader, place } of asked) if (grader !== undefined) report.lost(place, 'grader', { grader });
  return {};
}

function same<T>(values: readonly T[]): { same: boolean; value?: T } {
  const [first] = values;
  return values.every((value) => value === first) && first !== undefined
    ? { same: true, value: first }
    : { same: values.every((value) => value === first) };
}
