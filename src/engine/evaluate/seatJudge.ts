import type { Judge } from '../judge/judge';
import type { JudgeReference } from '../testset/testSet';
import type { SeatedJudge } from './askJudge';
import { fingerprint } from './fingerprint';
import { type JudgeTerms, modelsOfJudge } from './judgeTerms';
import type { ModelCallers } from './modelCallers';
import { sourceFingerprint } from './sourceFingerprint';

/** Digest of all that a judge's answer depends on but the model: its prompt, its settings and its scale. */
export function judgeFingerprint({ source, settings, min, max, labels, hasOtherScale }: Judge): string {
  return fingerprint([sourceFingerprint(source), settings, min, max, labels ?? null, hasOtherScale]);
}

/** The models of a judge, the first that anybody names: see `docs/judges.md`. */
export function judgeModels(judge: Judge, { models }: JudgeReference, preset: string | undefined): string[] {
  if (models !== undefined) return models;
  const model = preset ?? judge.model;
  return model === undefined ? [] : [model];
}

/** What a run says of a judge with its models. */
export function judgeTerms(judge: Judge, models: readonly string[]): JudgeTerms {
  const { name, min, max, labels, threshold, weight, settings } = judge;
  const calls = models.length * settings.repeat * (settings.pairwise ? 2 : 1);
  return {
    judge: name,
    model: models.join(' + '),
    ...(models.length > 1 && { models: [...models] }),
    min,
    max,
    ...(labels !== undefined && { labels }),
    threshold,
    weight,
    ...(settings.repeat > 1 && { repeat: settings.repeat }),
    ...(calls > 1 && { calls }),
  };
}

/** A judge with what it calls. */
export function seatJudge(
  seat: Pick<SeatedJudge, 'judge' | 'fingerprint' | 'terms'>,
  callers: Pick<ModelCallers, 'of' | 'embedding'>,
): SeatedJudge {
  const { embedding } = seat.judge.settings;
  const embedder = embedding === undefined ? undefined : callers.embedding(embedding);
  return {
    ...seat,
    callers: modelsOfJudge(seat.terms).map(callers.of),
    ...(embedder !== undefined && {
      embed: (texts: readonly string[], signal: AbortSignal) => embedder.embed(texts, signal),
    }),
  };
}
