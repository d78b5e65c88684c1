import type { PanelSample } from '../protocol/panel';

/** Texts that are being written; a form is open for as long as it has one. */
export type Drafts = Readonly<Record<string, string>>;

export type DraftPart = 'corrected' | 'note';

/**
 * Which form a draft belongs to. It is not the output's: where a case is run again while somebody writes, what they have
 * written stays.
 */
export function draftKey(
  file: string | undefined,
  { caseId, repeat }: Pick<PanelSample, 'caseId' | 'repeat'>,
  part: DraftPart,
  judge: string | null = null,
): string {
  return JSON.stringify([file ?? '', caseId, repeat, part, judge]);
}

/** What a form begins with: what was said before, else the output to be corrected. */
export function firstDraft({ output, ratings }: PanelSample, judge: string | null, part: DraftPart): string {
  const said = ratings.find((rating) => rating.judge === judge)?.own[part];
  return said ?? (part === 'corrected' ? (output ?? '') : '');
}

/** The drafts without one, whose form is closed by that. */
export function withoutDraft(drafts: Drafts, key: string): Drafts {
  return Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== key));
}
