import * as vscode from 'vscode';
import { recordedPath } from '../../engine/evaluate/assayFolder';
import type { CaseResult, SampleResult } from '../../engine/evaluate/run';
import {
  type HumanLabel,
  type OpinionChange,
  outputDigest,
  personName,
  type ScoreStep,
  scoreSteps,
} from '../../engine/judge/labels';
import type { Problem } from '../../engine/problem';
import type { PanelOpinion, PanelRating, PanelSample } from '../../protocol/panel';
import { diagnosticOf } from '../diagnostics/diagnosticOf';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import type { PromptSession } from '../run/promptSession';
import { Throttle } from '../throttle';

const WHOLE_OUTPUT = { min: 1, max: 5 };

/** What is known of a prompt's labels: those that count, and who is at this machine. */
interface Known {
  labels: readonly HumanLabel[];
  me: string;
}

/** People's labels of the prompts in this window, as they are in `.assay/labels`. */
export class HumanLabels extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<PromptSession>());
  readonly onDidChange = this.#changed.event;
  readonly #engines: EngineHost;
  readonly #known = new Map<PromptSession, Known | undefined>();
  readonly #problems = this.register(vscode.languages.createDiagnosticCollection('assay labels'));
  /** Files with problems, by workspace. */
  readonly #reported = new Map<string, ReadonlySet<string>>();
  readonly #reload = this.register(new Throttle(() => void this.#loadAll(), 200));

  constructor(engines: EngineHost) {
    super();
    this.#engines = engines;
    // A pull brings other people's labels.
    const watcher = this.register(vscode.workspace.createFileSystemWatcher('**/.assay/labels/*.jsonl'));
    this.register(watcher.onDidChange(() => this.#reload.request()));
    this.register(watcher.onDidCreate(() => this.#reload.request()));
    this.register(watcher.onDidDelete(() => this.#reload.request()));
    this.register(engines.onDidChange(() => this.#reload.request()));
  }

  /** What people have said of a sample's output, with the scores that can be given. Read soon where it is not yet. */
  ratingsOf(session: PromptSession, sample: SampleResult): Pick<PanelSample, 'outputKey' | 'ratings'> {
    const { output, caseId } = sample;
    if (output === null || output === '') return { outputKey: null, ratings: [] };
    if (!this.#known.has(session)) {
      this.#known.set(session, undefined);
      void this.#load(session);
    }
    const digest = outputDigest(output);
    const { labels = [], me } = this.#known.get(session) ?? {};
    const about = labels.filter((label) => label.caseId === caseId && label.outputDigest === digest);
    const rating = (judge: string | null, steps: ScoreStep[]): PanelRating => {
      const given = about.filter((label) => (label.judge ?? null) === judge);
      const others = given.filter(({ by }) => by !== me);
      return {
        judge,
        steps,
        own: opinionOf(given.find(({ by }) => by === me)),
        others: others.map((label) => ({ by: personName(label.by), said: opinionOf(label) })),
      };
    };
    return {
      outputKey: digest,
      ratings: [
        rating(null, scoreSteps(WHOLE_OUTPUT)),
        ...sample.judges.map(({ judge }) => rating(judge, scoreSteps(scaleOf(session, sample, judge)))),
      ],
    };
  }

  /** Resolves when a prompt's labels are known. */
  async ready(session: PromptSession): Promise<void> {
    if (this.#known.get(session) === undefined) await this.#load(session);
  }

  /** The first sample of a case that can be labelled. */
  sampleToLabel(result: CaseResult | undefined): SampleResult | undefined {
    return result?.samples.find(({ output }) => output !== null && output !== '');
  }

  /** The sample of a case with an output; undefined where the case has been run again since. */
  sampleOf(session: PromptSession, caseId: string, outputKey: string): SampleResult | undefined {
    const samples = session.resultOf(caseId)?.samples ?? [];
    return samples.find(({ output }) => output !== null && output !== '' && outputDigest(output) === outputKey);
  }

  /** Adds what the person says of an output to what they have said. @throws {FileError} where it cannot be written */
  async add(session: PromptSession, sample: SampleResult, judge: string | undefined, change: OpinionChange) {
    const { output, caseId } = sample;
    if (output === null) return;
    const { engine } = await this.#engines.load();
    const subject = { prompt: promptOf(session), caseId, judge, output, ...caseOf(session, caseId) };
    const scale = judge === undefined ? WHOLE_OUTPUT : scaleOf(session, sample, judge);
    await engine.addLabel({ subject, change, scale }, { workspace: session.workspace });
    await this.#load(session);
  }

  async #loadAll(): Promise<void> {
    for (const session of this.#known.keys()) {
      if (session.disposed) this.#known.delete(session);
      else await this.#load(session);
    }
  }

  async #load(session: PromptSession): Promise<void> {
    const { workspace } = session;
    const { engine } = await this.#engines.load();
    const [{ labels, problems }, me] = await Promise.all([
      engine.labels(promptOf(session), { workspace }),
      engine.annotator(workspace),
    ]);
    this.#known.set(session, { labels, me });
    this.#tell(workspace, problems);
    this.#changed.fire(session);
  }

  #tell(workspace: string, problems: readonly Problem[]): void {
    for (const file of this.#reported.get(workspace) ?? []) this.#problems.delete(vscode.Uri.file(file));
    const files = new Set(problems.map(({ file }) => file));
    this.#reported.set(workspace, files);
    for (const file of files) {
      const own = problems.filter((problem) => problem.file === file);
      this.#problems.set(
        vscode.Uri.file(file),
        own.map((problem) => diagnosticOf(problem)),
      );
    }
  }
}

function promptOf({ workspace, file }: PromptSession): string {
  return recordedPath(workspace, file);
}

/** The scale that a judge had when it gave its score. */
function scaleOf({ shown, plan, active }: PromptSession, { judges, caseId }: SampleResult, name: string) {
  const judgement = judges.find(({ judge }) => judge === name);
  const { min, max } = judgement ?? WHOLE_OUTPUT;
  const header = active?.covers(caseId) ? active.header : shown?.header;
  const terms = (header ?? plan)?.judges.find((each) => each.judge === name);
  const labels = terms?.min === min && terms.max === max ? terms.labels : undefined;
  return { min, max, ...(labels !== undefined && { labels }) };
}

/** What the case gives to judges, where the test set is what it was when the output was made. */
function caseOf({ shown, plan, cases, active }: PromptSession, caseId: string) {
  const header = active?.covers(caseId) ? active.header : shown?.header;
  const isSame = header !== undefined && header.fingerprints.tests === plan?.fingerprints.tests;
  const testCase = isSame ? cases.find(({ id }) => id === caseId) : undefined;
  if (testCase === undefined) return {};
  const { input, expected, context, criterion } = testCase;
  return {
    input,
    ...(expected !== undefined && { expected }),
    ...(context !== undefined && { context }),
    ...(criterion !== undefined && { criterion }),
  };
}

function opinionOf(label: HumanLabel | undefined): PanelOpinion {
  const { score = null, thumb = null, corrected = null, note = null } = label ?? {};
  return { score, thumb, corrected, note };
}
