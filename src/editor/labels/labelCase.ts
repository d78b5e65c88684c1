import * as vscode from 'vscode';
import type { SampleResult } from '../../engine/evaluate/run';
import type { OpinionChange } from '../../engine/judge/labels';
import type { PanelRating } from '../../protocol/panel';
import { targetSession } from '../commands/targetSession';
import { shortName } from '../lens/lensTexts';
import type { PromptSession } from '../run/promptSession';
import type { Services } from '../services';
import { words } from '../words';
import { caseAtCursor } from './caseAtCursor';
import { opinionText } from './labelTexts';

/** What an entry of the list does. */
type Choice = vscode.QuickPickItem & { act?: () => Promise<unknown> };

/** Asks the person what they say of a case's output: whom they answer, then a score, a thumb, a correction or a note. */
export async function labelCase(services: Services, target: unknown, caseId: unknown): Promise<void> {
  const session = await targetSession(services.sessions, target);
  if (!session) return;
  const id = typeof caseId === 'string' ? caseId : caseAtCursor(session, services.places);
  if (id === undefined) {
    void vscode.window.showInformationMessage(words('editor.label.no-case'));
    return;
  }
  const sample = services.labels.sampleToLabel(session.resultOf(id));
  if (sample === undefined) {
    void vscode.window.showInformationMessage(words('editor.label.no-output', { case: id }));
    return;
  }
  await services.labels.ready(session);
  const { ratings } = services.labels.ratingsOf(session, sample);
  const rating = ratings.length === 1 ? ratings[0] : await pickRating(ratings, id);
  if (rating !== undefined) await pickOpinion(services, { session, sample, rating });
}

/** What the panel gives: an output by its key, a judge, and what is said. */
export async function giveLabel(
  { sessions, labels }: Services,
  target: unknown,
  caseId: unknown,
  given: unknown,
): Promise<void> {
  const session = await targetSession(sessions, target);
  if (!session || typeof caseId !== 'string') return;
  const { output, judge, change } = given as { output: string; judge?: string; change: OpinionChange };
  const sample = labels.sampleOf(session, caseId, output);
  if (sample !== undefined) await labels.add(session, sample, judge, change);
  else void vscode.window.showInformationMessage(words('editor.label.other-output', { case: caseId }));
}

async function pickRating(ratings: readonly PanelRating[], caseId: string): Promise<PanelRating | undefined> {
  // Judges first: a score that answers a judge also says how good the judge is.
  const ordered = [...ratings.filter(({ judge }) => judge !== null), ...ratings.filter(({ judge }) => judge === null)];
  const items = ordered.map((rating) => ({
    label: rating.judge === null ? words('editor.label.whole') : shortName(rating.judge),
    description: opinionText(rating),
    rating,
  }));
  const title = words('editor.label.whom', { case: caseId });
  return (await vscode.window.showQuickPick(items, { title }))?.rating;
}

async function pickOpinion(
  services: Services,
  { session, sample, rating }: { session: PromptSession; sample: SampleResult; rating: PanelRating },
): Promise<void> {
  const { judge, own, steps } = rating;
  const give = (change: OpinionChange) => () => services.labels.add(session, sample, judge ?? undefined, change);
  const given = (is: boolean) => (is ? words('editor.label.given') : undefined);
  const scores: Choice[] = steps.toReversed().map(({ score, text }, index) => ({
    label: `$(star-${index === 0 ? 'full' : index === steps.length - 1 ? 'empty' : 'half'}) ${text}`,
    description: given(own.score === score),
    act: give({ score }),
  }));
  const more: Choice[] = [
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(judge === null
      ? [
          thumb('up', own.thumb === 'up', give({ thumb: 'up' })),
          thumb('down', own.thumb === 'down', give({ thumb: 'down' })),
          {
            label: `$(edit) ${words('editor.label.correct')}`,
            description: own.corrected?.split('\n', 1)[0],
            act: () => services.panel.correct(sample.caseId),
          },
        ]
      : []),
    {
      label: `$(note) ${words('editor.label.note')}`,
      description: own.note ?? undefined,
      act: async () => {
        const note = await vscode.window.showInputBox({
          title: words('editor.label.note-title'),
          value: own.note ?? '',
        });
        if (note !== undefined) await give({ note: note.trim() === '' ? null : note })();
      },
    },
    ...(Object.values(own).every((part) => part === null)
      ? []
      : [
          {
            label: `$(trash) ${words('editor.label.take-back')}`,
            act: give({ score: null, thumb: null, corrected: null, note: null }),
          },
        ]),
  ];
  const about = judge === null ? words('editor.label.whole') : shortName(judge);
  const chosen = await vscode.window.showQuickPick<Choice>([...scores, ...more], {
    title: words('editor.label.say', { judge: about, case: sample.caseId }),
    placeHolder: sample.output?.replace(/\s+/g, ' ').slice(0, 120),
  });
  if (chosen?.act !== undefined) await chosen.act();

  function thumb(way: 'up' | 'down', is: boolean, act: () => Promise<unknown>): Choice {
    return { label: `$(thumbs${way}) ${words(`editor.label.thumb-${way}`)}`, description: given(is), act };
  }
}
