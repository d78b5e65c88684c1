import * as path from 'node:path';
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { numberText } from '../figures';
import { RESULTS_VIEW } from '../panel/resultsPanel';
import { Throttle } from '../throttle';
import { words } from '../words';
import type { PromptSession } from './promptSession';
import type { Sessions } from './sessions';

/**
 * Says that a run goes on: an item in the status bar that counts, and stops the run when clicked, and the moving
 * bar of the results view. Nothing is there while nothing runs.
 */
export class RunStatus extends Disposable {
  readonly #item = this.register(vscode.window.createStatusBarItem('assay.run', vscode.StatusBarAlignment.Left, 10));
  readonly #sessions: Sessions;
  readonly #ending = new Map<PromptSession, () => void>();
  readonly #update = this.register(new Throttle(() => this.#show(), 250));

  constructor(sessions: Sessions) {
    super();
    this.#sessions = sessions;
    this.#item.name = 'Assay';
    this.#item.command = 'assay.stop';
    this.register(
      sessions.onDidChangeSession((session) => {
        this.#follow(session);
        this.#show();
      }),
    );
    this.register(sessions.onDidChangeCases(() => this.#update.request()));
    this.register(sessions.onDidChangeCurrent(() => this.#show()));
  }

  #follow(session: PromptSession): void {
    const end = this.#ending.get(session);
    if (session.active && !end) {
      // Made here and not in the task, which starts later: by then a short run may be over.
      const ended = new Promise<void>((resolve) => this.#ending.set(session, resolve));
      void vscode.window.withProgress({ location: { viewId: RESULTS_VIEW } }, () => ended);
    } else if (!session.active && end) {
      this.#ending.delete(session);
      end();
    }
  }

  #show(): void {
    const running = this.#sessions.all.flatMap(({ active, file }) => (active ? [{ active, file }] : []));
    const finished = running.reduce((sum, { active }) => sum + active.finished, 0);
    const total = running.reduce((sum, { active }) => sum + active.total, 0);
    const current = this.#sessions.current;
    // Assay starts where there are prompts: from then on Source Control has its button.
    setContext('active', true);
    setContext('hasPrompt', current !== undefined);
    setContext('hasResults', current?.shown !== undefined);
    setContext('running', current?.active !== undefined);
    setContext('anyRunning', running.length > 0);
    if (running.length === 0) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(sync~spin) ${words('editor.status.running', { finished: numberText(finished), total: numberText(total) })}`;
    const files = running.map(({ file }) => path.basename(file)).join(', ');
    this.#item.tooltip = words('editor.status.stop', { files });
    this.#item.accessibilityInformation = { label: `${this.#item.tooltip} ${finished}/${total}` };
    this.#item.show();
  }
}

/** What the `when` clauses of package.json ask for. */
function setContext(name: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `assay.${name}`, value);
}
