import * as vscode from 'vscode';
import { convertPrompt } from '../create/convertPrompt';
import { createTestSet } from '../create/createTestSet';
import { newJudge } from '../create/newJudge';
import { newPrompt } from '../create/newPrompt';
import { exportResults } from '../export/exportResults';
import { exportTrainingData } from '../export/exportTraining';
import { showJudges, testJudge } from '../judges/judgeCommands';
import { giveLabel, labelCase } from '../labels/labelCase';
import { useAsExpected } from '../labels/useAsExpected';
import { reviewRegressions } from '../review/reviewRegressions';
import type { Services } from '../services';
import { fetchScores, pushScores } from '../sharing/exchangeScores';
import {
  compareVersion,
  compareVersions,
  compareWithHead,
  diffVersion,
  filterVersions,
  runVersion,
} from '../versions/versionCommands';
import { showWeights, weighPrompt } from '../weight/weighPrompt';
import { words } from '../words';
import { clearCache } from './clearCache';
import { importTestSet } from './importTestSet';
import { openSample } from './openSample';
import { runCase, runFailed, runTests, stop } from './runCommands';
import { targetSession } from './targetSession';

type Command = (services: Services, ...args: unknown[]) => unknown;

/** All commands by id: those of package.json, and those that only lenses and the panel call. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'assay.runTests': runTests,
  'assay.runFailed': runFailed,
  'assay.runCase': runCase,
  'assay.stop': stop,
  'assay.labelCase': labelCase,
  'assay.giveLabel': giveLabel,
  'assay.useAsExpected': useAsExpected,
  'assay.showResults': showResults,
  'assay.openResultsInTab': ({ panel }) => panel.openTab(),
  'assay.showLog': ({ log }) => log.show(),
  'assay.newPrompt': newPrompt,
  'assay.openPreview': ({ preview }, target) => preview.open(target),
  'assay.createTestSet': createTestSet,
  'assay.newJudge': newJudge,
  'assay.convertPrompt': convertPrompt,
  'assay.importTestSet': importTestSet,
  'assay.openSample': openSample,
  'assay.clearCache': clearCache,
  'assay.reviewRegressions': reviewRegressions,
  'assay.showReview': ({ review }) => review.show(),
  'assay.compareVersion': compareVersion,
  'assay.compareVersions': compareVersions,
  'assay.compareWithHead': compareWithHead,
  'assay.diffVersion': diffVersion,
  'assay.compareEdit': compareVersion,
  'assay.diffEdit': diffVersion,
  'assay.runVersion': runVersion,
  'assay.filterVersions': filterVersions,
  'assay.clearVersionsFilter': ({ versions }) => {
    versions.filter = { kind: 'all' };
  },
  'assay.moreVersions': ({ versions }) => versions.showMore(),
  'assay.weighLines': weighPrompt,
  'assay.showWeights': showWeights,
  'assay.clearWeights': ({ weights }) => weights.clear(),
  'assay.showJudges': showJudges,
  'assay.testJudge': testJudge,
  'assay.exportResults': exportResults,
  'assay.exportTrainingData': exportTrainingData,
  'assay.fetchScores': fetchScores,
  'assay.pushScores': pushScores,
  'assay.setApiKey': ({ keys }, origin) => keys.set(typeof origin === 'string' ? origin : undefined),
  'assay.removeApiKey': ({ keys }) => keys.remove(),
  'assay.chooseModel': async ({ sessions, models }, target) => {
    const session = await targetSession(sessions, target);
    if (session) await models.choose(session);
  },
  'assay.chooseJudgeModel': ({ models }) => models.chooseJudge(),
  'assay.useLocalModel': async ({ sessions, models }, target) => {
    const session = await targetSession(sessions, target);
    if (session) await models.useLocal(session);
  },
  'assay.useBaseline': async ({ sessions, models }, target) => {
    const session = await targetSession(sessions, target);
    if (session) await models.useBaseline(session);
  },
  'assay.setUpModel': async ({ sessions, models }, target) => {
    const session = await targetSession(sessions, target);
    if (session && !session.readiness.ready) await models.offerWays(session, session.readiness);
  },
};

/** Registers the commands. A failure is told and logged, never swallowed. */
export function registerCommands(services: Services): vscode.Disposable {
  const registered = Object.entries(COMMANDS).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await command(services, ...args);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        services.log.error(error instanceof Error ? error : message);
        void vscode.window.showErrorMessage(words('editor.command-failed', { message }));
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

async function showResults({ sessions, panel }: Services, target: unknown, caseId: unknown): Promise<void> {
  if (target instanceof vscode.Uri) {
    const session = await targetSession(sessions, target);
    if (session) sessions.show(session);
  }
  await panel.show(typeof caseId === 'string' ? caseId : undefined);
}
