import type * as vscode from 'vscode';
import type { EngineHost } from './engine/engineHost';
import type { ApiKeys } from './models/apiKeys';
import type { ModelSetup } from './models/modelSetup';
import type { ResultsPanel } from './panel/resultsPanel';
import type { ScoreReview } from './review/scoreReview';
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
  runner: Runner;
  panel: ResultsPanel;
  keys: ApiKeys;
  models: ModelSetup;
  review: ScoreReview;
  versions: VersionsTree;
  versionRuns: VersionRuns;
  weights: LineWeights;
  log: vscode.LogOutputChannel;
}
