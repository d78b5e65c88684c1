import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { PromptSource } from '../../engine/prompt/promptFile';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import type { GitChanges } from '../git/gitChanges';
import type { EditorCode } from '../words';

/** A prompt as HEAD has it, or why there is none. */
export type HeadVersion = { source: PromptSource } | { why: EditorCode };

const FAULTS: Readonly<Record<string, EditorCode>> = {
  'no-repository': 'preview.changes-no-repository',
  'no-git': 'preview.changes-no-git',
  'no-commits': 'preview.changes-no-commits',
  'not-found': 'preview.changes-new',
};

/** Prompts with their partials as HEAD has them, read once until something is committed or checked out. */
export class HeadVersions extends Disposable {
  readonly #engines: EngineHost;
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  /** More is known, or something else. */
  readonly onDidChange = this.#changed.event;
  readonly #known = new Map<string, HeadVersion | 'reading'>();

  constructor(engines: EngineHost, git: GitChanges) {
    super();
    this.#engines = engines;
    const forget = () => {
      this.#known.clear();
      this.#changed.fire();
    };
    this.register(git.onDidChange(forget));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(forget));
  }

  /** What is known of a prompt by now; whoever asks is told by `onDidChange` when there is more. */
  of(file: string): HeadVersion {
    if (!vscode.workspace.isTrusted) return { why: 'preview.changes-untrusted' };
    const known = this.#known.get(file);
    if (known === undefined) {
      this.#known.set(file, 'reading');
      void this.#read(file);
    }
    return known === undefined || known === 'reading' ? { why: 'preview.changes-loading' } : known;
  }

  async #read(file: string): Promise<void> {
    const version = await this.#versionOf(file);
    if (this.disposed) return;
    this.#known.set(file, version);
    this.#changed.fire();
  }

  async #versionOf(file: string): Promise<HeadVersion> {
    try {
      const { engine } = await this.#engines.load();
      const place = { file: await realpath(file), point: { revision: 'HEAD' } };
      const workspace = await this.#engines.workspaceOf(place.file);
      return { source: (await engine.inspectVersion(place, { workspace })).source };
    } catch (error) {
      return { why: FAULTS[(error as { code?: string }).code ?? ''] ?? 'preview.changes-failed' };
    }
  }
}
