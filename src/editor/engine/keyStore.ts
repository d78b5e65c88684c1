import type * as vscode from 'vscode';
import type { Secrets } from '../../engine/host';

const ORIGINS = 'assay.keyOrigins';

/**
 * Keys that the user gave, in VS Code's own secret storage, each bound to the origin it was given for:
 * an endpoint that later points elsewhere does not get it.
 */
export class KeyStore implements Secrets {
  readonly #secrets: vscode.SecretStorage;
  readonly #memory: vscode.Memento;
  readonly #otherwise: () => Promise<Secrets>;

  /** @param otherwise where to look for a key that is not stored: the environment */
  constructor(secrets: vscode.SecretStorage, memory: vscode.Memento, otherwise: () => Promise<Secrets>) {
    this.#secrets = secrets;
    this.#memory = memory;
    this.#otherwise = otherwise;
  }

  async keyFor(origin: string, endpoint: string): Promise<string | undefined> {
    return (await this.#secrets.get(nameOf(origin))) ?? (await this.#otherwise()).keyFor(origin, endpoint);
  }

  async store(origin: string, key: string): Promise<void> {
    await this.#secrets.store(nameOf(origin), key);
    await this.#memory.update(ORIGINS, [...new Set([...this.origins(), origin])]);
  }

  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(nameOf(origin));
    await this.#memory.update(
      ORIGINS,
      this.origins().filter((known) => known !== origin),
    );
  }

  /** Origins that a key is stored for (SecretStorage itself cannot list them). */
  origins(): string[] {
    return this.#memory.get<string[]>(ORIGINS, []);
  }
}

function nameOf(origin: string): string {
  return `assay.key ${origin}`;
}
