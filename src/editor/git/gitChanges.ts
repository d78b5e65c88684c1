import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { gitExtension } from './gitExtension';

/** Says when something was staged, committed or checked out in any repository of this window. */
export class GitChanges extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor() {
    super();
    void this.#follow();
  }

  async #follow(): Promise<void> {
    const git = await gitExtension().catch(() => undefined);
    if (git === undefined) return;
    for (const repository of git.repositories) this.#followOne(repository);
    this.register(
      git.onDidOpenRepository((repository) => {
        this.#followOne(repository);
        this.#changed.fire();
      }),
    );
  }

  #followOne({ state }: { state: { onDidChange: vscode.Event<void> } }): void {
    this.register(state.onDidChange(() => this.#changed.fire()));
  }
}
