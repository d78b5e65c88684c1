import { dirname } from 'node:path';
import type { FileSystem } from '../host';
import { pathOfRecord } from './assayFolder';
import { caseResult } from './caseResult';
import type { JournalHeader, JournalLine } from './journal';
import type { CaseResult, Run, RunHeader, RunSummary, SampleResult } from './run';
import { wholeRun } from './runSpread';
import { unfinishedSample } from './unfinishedSample';

const LARGEST_JOURNAL = 1024 * 1024 * 1024;

/**
 * Reads a journal, finished or not. A line that is torn or damaged is lost and nothing else is.
 * @param file absolute path of `<workspace>/.assay/runs/<id>.jsonl`
 * @returns undefined where the file has no header to go by
 * @throws {FileError} where it cannot be read
 */
export async function readRun(file: string, files: FileSystem): Promise<Run | undefined> {
  const bytes = await files.read(file, { maxBytes: LARGEST_JOURNAL });
  const lines = journalLines(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  let header: JournalHeader | undefined;
  let ending: Pick<Run, 'summary' | 'outcome'> = {};
  const samples = new Map<string, SampleResult[]>();
  for (const line of lines) {
    if (line.type === 'header') header ??= line;
    else if (line.type === 'footer') ending = { summary: line.summary, outcome: line.outcome };
    else addSample(samples, line);
  }
  if (header === undefined) return undefined;
  const cases = casesOf(header, samples);
  return { header: runHeader(header, file), cases, ...ending, ...withSpread(ending.summary, cases, header) };
}

function* journalLines(text: string): Generator<JournalLine> {
  for (const line of text.split('\n')) {
    const value = parsed(line);
    if (isJournalLine(value)) yield value;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Only as much as is needed to read on safely: who writes into `.assay` by hand reads what they wrote. */
function isJournalLine(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const line = value as Record<string, unknown>;
  switch (line.type) {
    case 'header':
      return line.schema === 1 && typeof line.prompt === 'string' && Array.isArray(line.caseIds);
    case 'sample':
      return typeof line.caseId === 'string' && Number.isInteger(line.repeat) && Array.isArray(line.judges);
    case 'footer':
      return typeof line.summary === 'object' && typeof line.outcome === 'object';
    default:
      return false;
  }
}

function addSample(samples: Map<string, SampleResult[]>, line: { type: 'sample' } & SampleResult): void {
  const { type: _, ...sample } = line;
  const ofCase = samples.get(sample.caseId);
  if (ofCase === undefined) samples.set(sample.caseId, [sample]);
  else ofCase.push(sample);
}

function runHeader(line: JournalHeader, file: string): RunHeader {
  const { type: _, weights: _weights, tags: _tags, resumes: _resumes, ...header } = line;
  const workspace = dirname(dirname(dirname(file)));
  return {
    ...header,
    prompt: pathOfRecord(workspace, header.prompt),
    tests: pathOfRecord(workspace, header.tests),
  };
}

/** Journals of earlier versions have no such part of the summary, and it can be told from the samples. */
function withSpread(
  summary: RunSummary | undefined,
  cases: readonly CaseResult[],
  header: RunHeader,
): Pick<Run, 'summary'> {
  if (summary === undefined || summary.spread !== undefined || !Array.isArray(header.judges)) return {};
  return { summary: { ...summary, ...wholeRun(cases, header) } };
}

/** The cases in the order of the header; a repeat that is not in the journal counts as cancelled. */
function casesOf({ caseIds, repeat, weights, tags }: JournalHeader, samples: Map<string, SampleResult[]>) {
  return caseIds.map((id) => {
    const known = new Map(samples.get(id)?.map((sample) => [sample.repeat, sample]));
    const all = Array.from({ length: repeat }, (_, index) => known.get(index) ?? unfinishedSample(id, index));
    return caseResult({ id, weight: weights?.[id] ?? 1, tags: tags?.[id] ?? [] }, all);
  });
}
