import type { Endpoint } from '../model/endpoint';
import type { ModelProvider } from '../model/provider';

/** A model that can be called. */
export interface CallableModel {
  /** With retries, and with a limit that adapts to what the endpoint bears. */
  provider: ModelProvider;
  endpoint: Endpoint;
  /** The name that the endpoint knows. */
  model: string;
}

/** Where a run gets its models from, by `provider/name`. */
export interface Models {
  resolve(name: string): CallableModel | { code: string; args: Record<string, string | number> };
}
