import { outputDigest } from '../../src/engine/judge/labels';

/** A line of `.assay/labels/*.jsonl` as the panel writes it: Ada's score, on 1 to 5, for an output of a case. */
export function labelLine(label: {
  caseId: string;
  judge: string;
  score: number;
  output: string;
  prompt?: string;
  note?: string;
  input?: Record<string, unknown>;
  expected?: string;
}): string {
  const { caseId, judge, output } = label;
  return JSON.stringify({
    id: `${judge} ${caseId}`,
    at: '2026-11-01T10:00:00.000Z',
    by: 'Ada <ada@example.com>',
    prompt: 'a.prompt',
    min: 1,
    max: 5,
    outputDigest: outputDigest(output),
    ...label,
  });
}
