import * as vscode from 'vscode';
import { type ModelServer, type ModelServerOptions, startModelServer } from '../../../support/modelServer';

/** A model server that the user's settings know as `test`; `model: test/some-model` calls it. */
export interface TestEndpoint {
  server: ModelServer;
  dispose(): Promise<void>;
}

/** @param options.needsKey whether Assay wants a key, from the environment variable `ASSAY_TEST_KEY` */
export async function startEndpoint(options: ModelServerOptions & { needsKey?: boolean } = {}): Promise<TestEndpoint> {
  const { needsKey = false, ...serverOptions } = options;
  const server = await startModelServer(serverOptions);
  await setEndpoints({ test: { baseUrl: server.url, needsKey, keyVariable: 'ASSAY_TEST_KEY' } });
  return {
    server,
    dispose: async () => {
      await setEndpoints(undefined);
      await server.close();
    },
  };
}

/** What a judge replies that answers in the schema asked for. */
export function verdict(score: number, reason: string): string {
  return JSON.stringify({ reason, score });
}

async function setEndpoints(value: Record<string, unknown> | undefined): Promise<void> {
  const assay = vscode.workspace.getConfiguration('assay');
  await assay.update('endpoints', value, vscode.ConfigurationTarget.Global);
}
