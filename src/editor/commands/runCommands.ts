import * as vscode from 'vscode';
import type { Run } from '../../engine/evaluate/run';
import { resultText } from '../lens/lensTexts';
import type { PromptSession } from '../run/promptSession';
import type { Services } from '../services';
import { words } from '../words';
import { targetSession } from './targetSession';

/** Runs a prompt's whole test set, and shows the results while they come in. */
export async function runTests(services: Services, target: unknown): Promise<Run | undefined> {
  const session = await targetSession(services.sessions, target);
  return session && run(services, session);
}

/** Runs the cases again that failed or could not be scored. */
export async function runFailed(services: Services, target: unknown): Promise<Run | undefined> {
  const session = await targetSession(services.sessions, target);
  if (!session) return undefined;
  const failed = services.runner.failedCases(session);
  if (failed.length > 0) return run(services, session, failed);
  void vscode.window.showInformationMessage(words('editor.run.none-failed'));
  return undefined;
}

/** Runs one case: the one given, or the one that the person picks. */
export async function runCase(services: Services, target: unknown, caseId: unknown): Promise<Run | undefined> {
  const session = await targetSession(services.sessions, target);
  if (!session) return undefined;
  const id = typeof caseId === 'string' ? caseId : await pickCase(session);
  return id === undefined ? undefined : run(services, session, [id]);
}

/** Stops the run of a prompt; of all prompts where none is given and none is at hand. */
export async function stop({ sessions }: Services, target: unknown): Promise<void> {
  const wanted = target instanceof vscode.Uri ? await sessions.ofDocument({ uri: target, languageId: '' }) : undefined;
  const running = sessions.all.filter(({ active }) => active !== undefined);
  const one = wanted ?? running.find((session) => session === sessions.current);
  for (const session of one ? [one] : running) session.stop();
}

async function run(
  { runner, sessions, panel }: Services,
  session: PromptSession,
  caseIds?: readonly string[],
): Promise<Run | undefined> {
  sessions.show(session);
  const onlyCase = caseIds?.length === 1 ? caseIds[0] : undefined;
  await panel.show(onlyCase);
  return runner.run(session, caseIds);
}

async function pickCase(session: PromptSession): Promise<string | undefined> {
  if (session.cases.length === 0) {
    void vscode.window.showInformationMessage(words('editor.run.no-cases'));
    return undefined;
  }
  const items = session.cases.map(({ id, input }) => {
    const result = session.resultOf(id);
    const [first] = Object.values(input);
    return {
      label: id,
      description: result ? resultText(result) : undefined,
      detail: typeof first === 'string' ? first.slice(0, 120) : undefined,
    };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: words('editor.run.which-case'),
    matchOnDetail: true,
  });
  return chosen?.label;
}
