import type { Secrets } from '../engine/host';
import { type Endpoint, originOf } from '../engine/model/endpoint';

/**
 * Keys from the environment. A variable's key goes to the origin of the endpoint that names the variable and nowhere else:
 * where an endpoint of the same name has been given another address by somebody else, it gets nothing.
 * @param endpoints those that may name variables; none of them comes from a workspace
 * @param environment the variables
 */
export function environmentSecrets(
  endpoints: readonly Endpoint[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Secrets {
  return {
    async keyFor(origin, name) {
      const endpoint = endpoints.findLast((candidate) => candidate.name === name);
      if (endpoint?.keyVariable === undefined || originOf(endpoint) !== origin) return undefined;
      return environment[endpoint.keyVariable]?.trim() || undefined;
    },
  };
}
