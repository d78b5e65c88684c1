import { createEngine, type Engine } from '../engine';
import type { Host } from '../engine/host';
import type { Endpoint } from '../engine/model/endpoint';
import { KNOWN_ENDPOINTS } from '../engine/model/knownEndpoints';
import { hasErrors, ProblemError } from '../engine/problem';
import { environmentEndpoints } from '../node/environmentEndpoints';
import { environmentSecrets } from '../node/environmentSecrets';
import { nodeFiles } from '../node/nodeFiles';
import { nodeHost } from '../node/nodeHost';
import { readUserConfig, userConfigFile } from '../node/userConfig';
import { findWorkspace } from '../node/workspace';
import type { Terminal } from './terminal';

/** The engine as the command line runs it. */
export interface OpenedEngine {
  engine: Engine;
  host: Host;
  endpoints: readonly Endpoint[];
  /** `provider/name` for judges for which nothing else names one, from the user's configuration. */
  judgeModel?: string;
  /** The folder that holds the `.assay/` of a file. */
  workspaceOf(file: string): Promise<string>;
}

/**
 * Loads the engine, with the endpoints of the user's own configuration and of the environment.
 * @param flags `allowJavascript`: whether the command line lets the code of workspaces run
 * @throws {ProblemError} where that configuration is wrong
 */
export async function openEngine(
  { cwd, note, env }: Terminal,
  { allowJavascript = false }: { allowJavascript?: boolean } = {},
): Promise<OpenedEngine> {
  const config = await readUserConfig(nodeFiles(), userConfigFile(env));
  const { endpoints: own, judgeModel, shareScores, problems } = config;
  if (hasErrors(problems)) throw new ProblemError(problems);
  const endpoints = [...KNOWN_ENDPOINTS, ...own, ...environmentEndpoints(env)];
  const info = env.ASSAY_DEBUG ? note : () => {};
  const host = nodeHost({
    log: { info, warn: note },
    secrets: environmentSecrets(endpoints, env),
    // Never by what stands in a workspace: it would allow itself.
    allowScripts: () => allowJavascript || config.allowScripts === true,
  });
  return {
    engine: createEngine(host, { endpoints, shareScores }),
    host,
    endpoints,
    ...(judgeModel !== undefined && { judgeModel }),
    workspaceOf: (file) => findWorkspace(file, cwd),
  };
}
