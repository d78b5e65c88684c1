import { CompletionItemKind } from 'vscode-languageserver-types';
import { type Endpoint, uniqueByName } from '../../../model/endpoint';
import { isChatModel } from '../../../model/listModels';
import type { EndpointModels } from '../../../model/modelCatalogue';
import { pricedModels } from '../../../model/pricedModels';
import type { DataEnvironment } from './environment';
import type { DataShape, ValueOffer } from './shape';

/** Of a seller with hundreds of models, so many are shown until somebody has typed more. */
const MOST_MODELS = 300;

/** `provider/name`: the models that a person can call, and the providers that they could. */
export function modelShape(environment: DataEnvironment, use: 'complete' | 'embed' = 'complete'): DataShape {
  const wanted = (model: string) => (use === 'embed' ? /embed/i.test(model) : isChatModel(model));
  return {
    async values({ written }) {
      const { context, pending } = environment;
      const known = context.models?.known(use);
      if (known?.pending) pending();
      const all = known?.endpoints ?? uniqueByName(context.endpoints).map(notAsked);
      const slash = written.indexOf('/');
      if (slash < 0) return all.flatMap((each) => [...ofEndpoint(each, wanted), provider(each, context.say)]);
      const chosen = all.find(({ endpoint }) => endpoint.name === written.slice(0, slash));
      if (chosen === undefined) return [];
      if (chosen.models.length > 0) return ofEndpoint(chosen, wanted);
      // Nobody has said what it has: what its maker sells may be right.
      const sold = use === 'complete' ? await pricedModels(chosen.endpoint) : [];
      return ofEndpoint({ ...chosen, models: sold }, wanted);
    },
  };
}

function notAsked(endpoint: Endpoint): EndpointModels {
  return { endpoint, models: [], usable: false };
}

function ofEndpoint({ endpoint, models }: EndpointModels, wanted: (model: string) => boolean): ValueOffer[] {
  const isBuiltIn = endpoint.kind === 'baseline';
  return models
    .filter((model) => isBuiltIn || wanted(model))
    .slice(0, MOST_MODELS)
    .map((model) => {
      const name = `${endpoint.name}/${model}`;
      return { value: name, group: isBuiltIn ? 2 : 1, unresolved: { kind: 'model', name } };
    });
}

function provider({ endpoint, usable }: EndpointModels, say: DataEnvironment['context']['say']): ValueOffer {
  const { name, baseUrl, needsKey } = endpoint;
  return {
    value: `${name}/`,
    kind: CompletionItemKind.Module,
    again: true,
    group: usable ? 3 : 4,
    ...(!usable && needsKey && { origin: say('about.provider-without-key') }),
    ...(baseUrl !== '' && { detail: baseUrl.replace(/^https?:\/\//, '') }),
  };
}
