import type { Clock, Secrets } from '../host';
import { BASELINE_EMBEDDING, BASELINE_MODELS } from './baseline/baselineProvider';
import { type Endpoint, isLocal, originOf, uniqueByName } from './endpoint';
import { listModels } from './listModels';

/** How long a list is good for, in milliseconds. */
const FRESH = 10 * 60_000;
/** How long an endpoint that gave none is left alone. */
const LEFT_ALONE = 60_000;
/** Milliseconds that are waited for a list: a server on this machine answers at once or is not there. */
const PATIENCE = { local: 800, remote: 10_000 };

/** The models of one endpoint, as far as that is known. */
export interface EndpointModels {
  endpoint: Endpoint;
  /** By the names that the endpoint knows; none where it has not been asked, or gave no answer. */
  models: readonly string[];
  /** Whether it can be called: it wants no key, or has one, or its server answers. */
  usable: boolean;
}

export interface ModelCatalogueOptions {
  /** The user's own and the built-in ones, never the workspace's; of several with one name the last counts. */
  endpoints: readonly Endpoint[];
  secrets: Secrets;
  clock: Pick<Clock, 'monotonic'>;
  /** Whether anybody may be asked now: a workspace that is not trusted sends nothing. */
  mayAsk(): boolean;
  /** Milliseconds that are waited for a list. */
  patience?: { local: number; remote: number };
}

interface Known {
  models: readonly string[];
  usable: boolean;
  until: number;
}

/** The models that a person's endpoints have: each endpoint is asked when somebody wants to know, and not again for a while. */
export class ModelCatalogue {
  readonly #endpoints: readonly Endpoint[];
  readonly #options: ModelCatalogueOptions;
  readonly #known = new Map<Endpoint, Known>();
  readonly #asking = new Map<Endpoint, Promise<EndpointModels>>();

  constructor(options: ModelCatalogueOptions) {
    this.#options = options;
    this.#endpoints = uniqueByName(options.endpoints);
  }

  /**
   * What is known at this moment. What is not is asked for, and there the next time; `pending` says so.
   * @param use what the models are for, which tells the built-in ones apart
   */
  known(use: 'complete' | 'embed' = 'complete'): { endpoints: readonly EndpointModels[]; pending: boolean } {
    let pending = false;
    const endpoints = this.#endpoints.map((endpoint): EndpointModels => {
      if (endpoint.kind === 'baseline') {
        return { endpoint, models: use === 'embed' ? [BASELINE_EMBEDDING] : BASELINE_MODELS, usable: true };
      }
      const { models = [], usable = false, until = 0 } = this.#known.get(endpoint) ?? {};
      if (until <= this.#options.clock.monotonic() && this.#options.mayAsk()) {
        pending = true;
        void this.ask(endpoint);
      }
      return { endpoint, models, usable };
    });
    return { endpoints, pending };
  }

  /** Every endpoint that there is, each name once. */
  get endpoints(): readonly Endpoint[] {
    return this.#endpoints;
  }

  /** Keys are not what they were. */
  forget(): void {
    this.#known.clear();
  }

  /**
   * Asks an endpoint, unless it has just answered; one that wants a key and has none is not asked.
   * @param anew also where it gave no models a moment ago: somebody may have started its server
   */
  async ask(endpoint: Endpoint, { anew = false } = {}): Promise<EndpointModels> {
    const { models = [], usable = false, until = 0 } = this.#known.get(endpoint) ?? {};
    const isFresh = until > this.#options.clock.monotonic() && (models.length > 0 || !anew);
    if (isFresh) return { endpoint, models, usable };
    const asking = this.#asking.get(endpoint) ?? this.#ask(endpoint).finally(() => this.#asking.delete(endpoint));
    this.#asking.set(endpoint, asking);
    return asking;
  }

  async #ask(endpoint: Endpoint): Promise<EndpointModels> {
    const { secrets, clock, mayAsk, patience = PATIENCE } = this.#options;
    if (endpoint.kind === 'baseline' || !mayAsk()) return { endpoint, models: [], usable: false };
    const local = isLocal(endpoint) && !endpoint.needsKey;
    const key = local ? undefined : await secrets.keyFor(originOf(endpoint), endpoint.name);
    const callable = key !== undefined || !endpoint.needsKey;
    const models = callable ? await listOrNothing(endpoint, key, local ? patience.local : patience.remote) : undefined;
    const found = { models: models ?? [], usable: local ? models !== undefined : callable };
    this.#known.set(endpoint, { ...found, until: clock.monotonic() + (models === undefined ? LEFT_ALONE : FRESH) });
    return { endpoint, ...found };
  }
}

async function listOrNothing(
  endpoint: Endpoint,
  key: string | undefined,
  timeoutMs: number,
): Promise<readonly string[] | undefined> {
  try {
    return await listModels(endpoint, key, timeoutMs);
  } catch {
    return undefined;
  }
}
