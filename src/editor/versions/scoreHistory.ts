import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { signed, verdictName, verdictSentence } from '../../engine/report/gate/verdictText';
import { onScale, outOf } from '../../engine/report/quantities';
import type { VersionPlace } from '../../engine/versions/openVersion';
import type { ScoredVersion, VersionScore } from '../../engine/versions/scoredVersions';
import type { PanelHistory, VersionMark } from '../../protocol/panel';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import type { GitChanges } from '../git/gitChanges';
import { OneAtATime } from '../oneAtATime';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { sentence, words } from '../words';
import { againstHead } from './knownText';
import type { PendingEdits } from './pendingEdits';
import { pointName, versionUri } from './versionDocuments';
import type { VersionRuns } from './versionRuns';

/** As many versions with a score are drawn, the newest. */
const MOST_DRAWN = 24;
/** As many versions are looked at for them. */
const MOST_READ = 60;
/** After something happened, how long nothing else may before the history is read, in milliseconds. */
const QUIET_MS = 500;

const OPTIONS = { say: sentence };

/** How the scores of prompts went from version to version, for the panel to draw. */
export class ScoreHistory extends Disposable {
  readonly #engines: EngineHost;
  readonly #edits: PendingEdits;
  readonly #changed = this.register(new vscode.EventEmitter<PromptSession>());
  readonly onDidChange = this.#changed.event;
  readonly #versions = new Map<PromptSession, { file: string; versions: ScoredVersion[] } | undefined>();
  readonly #waiting = new Set<PromptSession>();
  readonly #reading = new OneAtATime(() => this.#readWaiting());
  readonly #soon = this.register(new Debounce(() => void this.#reading.run(), QUIET_MS));

  constructor(
    engines: EngineHost,
    { sessions, edits, runs, git }: { sessions: Sessions; edits: PendingEdits; runs: VersionRuns; git: GitChanges },
  ) {
    super();
    this.#engines = engines;
    this.#edits = edits;
    this.register(sessions.onDidChangeSession((session) => this.#outdate(session)));
    this.register(git.onDidChange(() => this.#outdateAll()));
    this.register(runs.onDidChange(() => this.#outdateAll()));
    this.register(edits.onDidChange((session) => this.#changed.fire(session)));
  }

  /** What is known of a prompt by now; whoever asks is told by `onDidChange` when there is more. */
  of(session: PromptSession): PanelHistory {
    if (!this.#versions.has(session)) {
      this.#versions.set(session, undefined);
      this.#outdate(session);
    }
    const { versions = [] } = this.#versions.get(session) ?? {};
    const now = this.#edits.of(session)?.now;
    const against = now && againstHead(now);
    const comparison = now?.comparison;
    return {
      marks: versions
        .filter((version): version is ScoredVersion & { score: VersionScore } => version.score !== null)
        .slice(0, MOST_DRAWN)
        .reverse()
        .map(mark),
      head:
        now === undefined || comparison == null || against === undefined || now.reason === 'not-evaluated'
          ? null
          : {
              verdict: now.verdict,
              change: comparison.mean === null ? '0' : signed(comparison.mean, comparison.scale),
              name: verdictName(now.verdict, OPTIONS),
              said: verdictSentence(comparison, OPTIONS),
            },
    };
  }

  /** The version that a mark stands for; undefined where there is none (any more). */
  placeOf(session: PromptSession, key: string): VersionPlace | undefined {
    const { file, versions } = this.#versions.get(session) ?? { file: '', versions: [] };
    const version = versions.find(({ commit }) => commit === key);
    return version && { file, point: { revision: version.commit, path: version.path } };
  }

  /** Opens the version that a mark stands for. */
  async open(session: PromptSession, key: string): Promise<void> {
    const place = this.placeOf(session, key);
    if (place) await vscode.commands.executeCommand('vscode.open', versionUri(place));
  }

  #outdateAll(): void {
    for (const session of this.#versions.keys()) this.#outdate(session);
  }

  #outdate(session: PromptSession): void {
    if (!this.#versions.has(session) || session.active) return;
    this.#waiting.add(session);
    this.#soon.request();
  }

  async #readWaiting(): Promise<void> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const session of waiting) {
      this.#versions.set(session, await this.#read(session));
      if (this.disposed) return;
      this.#changed.fire(session);
    }
  }

  /** Undefined where git has no answer: then there is no history to show. */
  async #read({ file: opened, workspace }: PromptSession) {
    try {
      const { engine } = await this.#engines.load();
      const file = await realpath(opened);
      return { file, versions: await engine.versions(file, { workspace, limit: MOST_READ }) };
    } catch {
      return undefined;
    }
  }
}

function mark({ commit, path, subject, time, score }: ScoredVersion & { score: VersionScore }): VersionMark {
  const { mean, interval, scale, verdict, change, cases } = score;
  const name = subject === '' ? pointName({ revision: commit, path }) : subject;
  const said = [
    name,
    words('editor.versions.score', { score: outOf(mean, scale), cases, model: score.model }),
    ...(interval === null
      ? []
      : [sentence('compare.interval', { low: onScale(interval.low, scale), high: onScale(interval.high, scale) })]),
    ...(change === null ? [] : [signed(change, scale)]),
    ...(verdict === null ? [] : [verdictName(verdict, OPTIONS)]),
    new Date(time).toLocaleDateString(vscode.env.language),
  ];
  return {
    key: commit,
    mean,
    low: interval?.low ?? mean,
    high: interval?.high ?? mean,
    scale,
    verdict,
    said: said.join(' · '),
  };
}
