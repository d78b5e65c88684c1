import type { RecordedCase, ScoreRecord } from '../scoreRecord';

/**
 * A record as it is shared: one line of JSON with the fields that are known and no other, and nothing of this machine.
 * Records of one text are in the order of their time where the lines are in the order of their bytes.
 */
export function sharedLine(record: ScoreRecord): string {
  const { v, blob, at, model, repeat, fingerprints, judges, partial, cases } = record;
  const { prompt, tests, judges: judging, settings } = fingerprints;
  return JSON.stringify({
    v,
    blob,
    at,
    model,
    repeat,
    fingerprints: { prompt, tests, judges: judging, settings },
    judges: judges.map(({ judge, model: by, min, max }) => ({ judge, model: by, min, max })),
    partial,
    cases: cases.map(sharedCase),
  });
}

function sharedCase({ id, key, status, score, weight, judges, checks, latencyMs, cost }: RecordedCase): RecordedCase {
  return { id, key, status, score, weight, judges, checks, latencyMs, cost };
}
