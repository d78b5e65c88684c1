import type * as vscode from 'vscode';
import type { EngineHost } from './engine/engineHost';
import type { JudgeReport } from './judges/judgeReport';
import type { HumanLabels } from './labels/humanLabels';
import type { ApiKeys } from './models/apiKeys';
import type { ModelSetup } from './models/modelSetup';
import type { ResultsPanel } from './panel/resultsPanel';
import type { PromptPreview } from './preview/promptPreview';
import type { ScoreReview } from './review/scoreReview';
import type { CasePlaces } from './run/casePlaces';
import type { Runner } from './run/runner';
import type { Sessions } from './run/sessions';
import type { VersionRuns } from './versions/versionRuns';
import type { VersionsTree } from './versions/versionsTree';
import type { LineWeights } from './weight/lineWeights';

/** What commands act on. */
export interface Services {
  context: vscode.ExtensionContext;
  engines: EngineHost;
  sessions: Sessions;
  places: CasePlaces;
  runner: Runner;
  panel: ResultsPanel;
  labels: HumanLabels;
  keys: ApiKeys;
  models: ModelSetup;
  review: ScoreReview;
  versions: VersionsTree;
  versionRuns: VersionRuns;
  weights: LineWeights;
  judges: JudgeReport;
  preview: PromptPreview;
  log: vscode.LogOutputChannel;
}
