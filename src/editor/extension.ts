import * as vscode from 'vscode';
import { registerCommands } from './commands/registerCommands';
import { CaseScores } from './decorations/caseScores';
import { FileProblems } from './diagnostics/fileProblems';
import { FindingDocs } from './diagnostics/findingDocs';
import { OutputDocuments } from './diagnostics/outputDocuments';
import { ScoreDiagnostics } from './diagnostics/scoreDiagnostics';
import { PROMPT_SELECTOR, TEST_SET_SELECTOR } from './documents/documentKinds';
import { FileChanges } from './documents/fileChanges';
import { EngineHost } from './engine/engineHost';
import { GitChanges } from './git/gitChanges';
import { Calibrations } from './judges/calibrations';
import { JudgeActions } from './judges/judgeActions';
import { JudgeDiagnostics } from './judges/judgeDiagnostics';
import { JudgeReport } from './judges/judgeReport';
import { HumanLabels } from './labels/humanLabels';
import { LanguageHost } from './language/languageHost';
import { offerAssociation } from './language/offerAssociation';
import { registerLanguage } from './language/registerLanguage';
import { PromptLenses } from './lens/promptLenses';
import { TestSetLenses } from './lens/testSetLenses';
import { ApiKeys } from './models/apiKeys';
import { ModelSetup } from './models/modelSetup';
import { ResultsPanel } from './panel/resultsPanel';
import { PromptPreview } from './preview/promptPreview';
import { ChangeVerdicts } from './review/changeVerdicts';
import { ScoreReview } from './review/scoreReview';
import { CasePlaces } from './run/casePlaces';
import { Runner } from './run/runner';
import { RunStatus } from './run/runStatus';
import { Sessions } from './run/sessions';
import { PendingEdits } from './versions/pendingEdits';
import { ScoreHistory } from './versions/scoreHistory';
import { VersionDocuments } from './versions/versionDocuments';
import { VERSION_SELECTOR, VersionLenses } from './versions/versionLenses';
import { VersionProblems } from './versions/versionProblems';
import { VersionRuns } from './versions/versionRuns';
import { VersionsTree } from './versions/versionsTree';
import { LineWeights } from './weight/lineWeights';

/** Puts the parts together. Each surface listens to the sessions; none knows of another. */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };

  const log = own(vscode.window.createOutputChannel('Assay', { log: true }));
  const engines = own(new EngineHost(context, log));
  const changes = own(new FileChanges());
  const sessions = own(new Sessions(engines, changes));
  const places = own(new CasePlaces(sessions));
  const git = own(new GitChanges());
  const edits = own(new PendingEdits(engines, sessions, git));

  const versionRuns = own(new VersionRuns(engines));
  const history = own(new ScoreHistory(engines, { sessions, edits, runs: versionRuns, git }));
  const labels = own(new HumanLabels(engines));
  const calibrations = own(new Calibrations(engines, sessions, labels));
  const panel = own(new ResultsPanel(context.extensionUri, { sessions, places, history, labels, calibrations }));
  const promptLenses = own(new PromptLenses(sessions, edits, calibrations));
  const testSetLenses = own(new TestSetLenses(sessions, places, labels));
  own(vscode.languages.registerCodeLensProvider(PROMPT_SELECTOR, promptLenses));
  own(vscode.languages.registerCodeLensProvider(TEST_SET_SELECTOR, testSetLenses));
  own(new ScoreDiagnostics(sessions, places));
  own(new OutputDocuments(sessions));
  own(new CaseScores(sessions, places));
  own(new RunStatus(sessions));
  own(offerAssociation(context));
  const languages = own(new LanguageHost(engines, changes, commandsOf(context.extension)));
  own(registerLanguage(languages));
  const docs = new FindingDocs(context.extensionUri);
  own(new FileProblems({ engines, languages, sessions, changes, docs }));
  const preview = own(new PromptPreview(context, { engines, languages, changes, git }));

  const keys = new ApiKeys(engines, log);
  const models = new ModelSetup(engines, keys);
  const runner = new Runner(engines, models, log);
  own(new VersionDocuments(engines, git));
  own(new VersionProblems(engines, docs));
  own(vscode.languages.registerCodeLensProvider(VERSION_SELECTOR, own(new VersionLenses(engines, versionRuns))));
  const versions = own(new VersionsTree(engines, sessions, edits, git));
  own(versionRuns.onDidChange(() => versions.refresh()));
  const review = own(new ScoreReview(context.extensionUri, engines, log));
  own(new ChangeVerdicts({ engines, sessions, runs: versionRuns, log }, git, review.onDidReview));
  own(review.onDidReview(() => versions.refresh()));
  const judges = own(new JudgeReport(context.extensionUri, engines, calibrations));
  own(new JudgeDiagnostics(calibrations));
  own(
    vscode.languages.registerCodeActionsProvider(
      [...[PROMPT_SELECTOR].flat(), ...[TEST_SET_SELECTOR].flat()],
      new JudgeActions(sessions),
      JudgeActions.metadata,
    ),
  );
  const weights = own(new LineWeights(context.extensionUri, engines, models, log));
  own(
    registerCommands({
      context,
      engines,
      sessions,
      places,
      runner,
      panel,
      labels,
      keys,
      models,
      review,
      versions,
      versionRuns,
      weights,
      judges,
      preview,
      log,
    }),
  );

  sessions.start();
}

/** The commands that the extension says it has. */
function commandsOf({ packageJSON }: vscode.Extension<unknown>): string[] {
  const { contributes } = packageJSON as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
