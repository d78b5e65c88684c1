import { basename, dirname, join } from 'node:path';
import { assayFolder, recordedPath } from '../evaluate/assayFolder';
import type { JudgeTerms } from '../evaluate/judgeTerms';
import { judgeFingerprint, judgeModels, judgeTerms } from '../evaluate/seatJudge';
import type { Host } from '../host';
import { judgesCase } from '../judge/criterion';
import { type Judge, loadJudge } from '../judge/judge';
import { type HumanLabel, LabelStore, MOST_LABEL_BYTES, type ReadLabels, readLabelFile } from '../judge/labels';
import type { Endpoint } from '../model/endpoint';
import { resolveModel } from '../model/resolveModel';
import { FILE_START, hasErrors, type Problem } from '../problem';
import { readTestSet } from '../testset/readTestSet';
import type { JudgeReference } from '../testset/testSet';
import { criterionProblems, labelledOutputs } from './judgeTestSet';
import type { LabelledOutput } from './labelledOutput';
import { outputsOfLabels } from './outputsOfLabels';
import { rescaled } from './rescaled';

/** What is asked for when a judge is to be measured. */
export interface JudgeTestRequest {
  /** A built-in judge by its name, or the absolute path of a judge. */
  judge: string;
  /** What a test set that uses the judge says of it: scale, criterion, panel, and so on. */
  reference?: Partial<Omit<JudgeReference, 'judge' | 'range'>>;
  /**
   * Absolute path of what people said: a test set of the judge, a prompt whose outputs they scored, or a file of their
   * labels; the test set beside the judge where absent.
   */
  labels?: string;
  /** Labelled outputs from elsewhere, instead of a file. */
  outputs?: readonly LabelledOutput[];
  /** Absolute path of the folder that holds `.assay/` and that no path leaves. */
  workspace: string;
  /** `provider/name`, over everything else. */
  models?: readonly string[];
  /** `provider/name` where nothing else names one. */
  defaultJudgeModel?: string;
}

/** All that measuring a judge needs, and all that is wrong, before anything is spent. */
export interface JudgeTestPlan {
  request: JudgeTestRequest;
  problems: Problem[];
  /** Absent where there are errors. */
  seat?: { judge: Judge; terms: JudgeTerms; fingerprint: string };
  outputs: readonly LabelledOutput[];
  /** The file that the labels come from, where they come from one. */
  labelsFile?: string;
}

/** Never throws for what is wrong in the user's files: the plan's problems say it. */
export async function planJudgeTest(
  request: JudgeTestRequest,
  host: Host,
  endpoints: readonly Endpoint[],
): Promise<JudgeTestPlan> {
  const { files, judgesFolder } = host;
  const { workspace } = request;
  const isPath = request.judge.endsWith('.prompt');
  const asking = isPath ? join(dirname(request.judge), '.') : workspace;
  const name = isPath ? `./${basename(request.judge)}` : request.judge;
  const reference = {
    name: request.reference?.name ?? name,
    weight: 1,
    ...request.reference,
    judge: name,
    range: FILE_START,
  };
  // A judge that is named by its path is read from there: its own folder stands for that of a test set.
  const testSetFile = isPath ? join(asking, basename(request.judge)) : join(workspace, name);
  const reading = { files, workspace, judgesFolder, testSetFile, criterionByCase: true };
  const { judge, problems } = await loadJudge(reference, reading);
  const all = [...problems];
  if (judge === undefined) return { request, problems: all, outputs: [] };
  const fail = (code: string, file: string, args: Problem['args']) =>
    all.push({ code, severity: 'error', file, range: FILE_START, args });
  const models = request.models ?? judgeModels(judge, reference, request.defaultJudgeModel);
  const file = judge.source.file;
  if (models.length === 0) fail('judge.no-model', file, { judge: name });
  for (const model of models) {
    const resolved = resolveModel(model, endpoints);
    if ('code' in resolved) fail(resolved.code, file, resolved.args);
    if (judge.settings.pairwise && model.startsWith('baseline/'))
      fail('judge.baseline-compares-none', file, { judge: name });
  }
  const { embedding } = judge.settings;
  const embeds = embedding === undefined ? undefined : resolveModel(embedding, endpoints, 'embed');
  if (embeds !== undefined && 'code' in embeds) fail(embeds.code, file, embeds.args);
  const seat = { judge, terms: judgeTerms(judge, models), fingerprint: judgeFingerprint(judge) };
  if (request.outputs !== undefined) return { request, problems: all, seat, outputs: request.outputs };

  const labelsFile = request.labels ?? (await testSetOf(file, host));
  if (labelsFile === undefined) {
    fail('calibrate.no-labels', file, { judge: name });
    return { request, problems: all, outputs: [] };
  }
  const people = await labelsAt(labelsFile, request, host);
  if (people !== undefined) {
    all.push(...people.problems);
    const called = request.reference?.name ?? nameInLabels(people.labels, request) ?? reference.name;
    const outputs = outputsOfLabels(people.labels, called, judge).filter(({ subject }) => judgesCase(judge, subject));
    if (outputs.length === 0) fail('calibrate.nobody-scored', labelsFile, { judge: called });
    return { request, problems: all, ...(!hasErrors(all) && { seat }), outputs, labelsFile };
  }
  const read = await readTestSet(labelsFile, files);
  all.push(...read.problems, ...(read.testSet?.problems ?? []));
  if (read.testSet === undefined) return { request, problems: all, outputs: [], labelsFile };
  // The scores in the judge's own test set stand on its own scale, whatever scale it is to judge on.
  const { scale, threshold: _, ...plain } = reference;
  const own = request.labels === undefined && scale !== undefined ? (await loadJudge(plain, reading)).judge : undefined;
  const labelled = labelledOutputs(read.testSet, own ?? judge, {
    needs: judge.needs,
    judgesContext: judge.settings.judgesContext,
  });
  all.push(...labelled.problems);
  all.push(...criterionProblems(labelled.outputs, judge, labelsFile));
  const outputs = own === undefined ? labelled.outputs : rescaled(labelled.outputs, own, judge);
  return { request, problems: all, ...(!hasErrors(all) && { seat }), outputs, labelsFile };
}

/** What labels call a judge that is given by its path: they have the path as the prompt's test set writes it. */
function nameInLabels(
  labels: readonly HumanLabel[],
  { judge: file, workspace }: Pick<JudgeTestRequest, 'judge' | 'workspace'>,
): string | undefined {
  return labels.find(
    ({ judge, prompt }) =>
      judge?.endsWith('.prompt') && join(workspace, dirname(prompt), ...judge.split('/')) === join(file, '.'),
  )?.judge;
}

/** People's labels of a prompt, or in a file; undefined where the file is none of these. */
async function labelsAt(
  file: string,
  { workspace }: JudgeTestRequest,
  { files, clock, saved }: Host,
): Promise<ReadLabels | undefined> {
  const folder = assayFolder(workspace).labels;
  const store = new LabelStore({ files: saved ?? files, clock, folder, workspace });
  if (file.endsWith('.prompt')) return store.all(recordedPath(workspace, file));
  return dirname(file) === folder && file.endsWith('.jsonl') ? readLabelFile(file, files, MOST_LABEL_BYTES) : undefined;
}

/** The test set beside a judge; that of `correctness.prompt` for `correctness.zh-TW.prompt`. */
async function testSetOf(judgeFile: string, { files }: Host): Promise<string | undefined> {
  const stem = basename(judgeFile).replace(/\.prompt$/, '');
  for (const name of new Set([stem, stem.split('.')[0] ?? stem])) {
    for (const extension of ['yaml', 'yml', 'json', 'jsonl', 'csv', 'tsv']) {
      const file = join(dirname(judgeFile), `${name}.test.${extension}`);
      if ((await files.stat(file))?.kind === 'file') return file;
    }
  }
  return undefined;
}
