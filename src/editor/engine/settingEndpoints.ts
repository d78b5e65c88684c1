import { type Endpoint, isLocal } from '../../engine/model/endpoint';

/** An endpoint as the setting `assay.endpoints` gives it, by name. */
export interface EndpointSetting {
  baseUrl: string;
  kind?: 'openai' | 'azure';
  keyVariable?: string;
  needsKey?: boolean;
  apiVersion?: string;
  organization?: string;
  project?: string;
}

export interface SettingEndpoints {
  endpoints: Endpoint[];
  /** Entries that were left out, as codes and arguments of `src/wording/model.ts`. */
  problems: { code: string; args: { name: string } }[];
}

/** Reads the user's own endpoints. An entry that cannot be used is left out and said, and the others still count. */
export function settingEndpoints(settings: Readonly<Record<string, Partial<EndpointSetting>>>): SettingEndpoints {
  const endpoints: Endpoint[] = [];
  const problems: SettingEndpoints['problems'] = [];
  for (const [name, setting] of Object.entries(settings)) {
    const { baseUrl = '', kind = 'openai', needsKey, ...rest } = setting;
    if (name === 'baseline' || !/^[\w][\w.-]*$/.test(name)) {
      problems.push({ code: 'model.config-endpoint-name', args: { name } });
    } else if (!isAddress(baseUrl)) {
      problems.push({ code: 'model.config-address', args: { name } });
    } else {
      const endpoint: Endpoint = {
        name,
        kind,
        baseUrl: baseUrl.trim().replace(/\/+$/, ''),
        needsKey: true,
        source: 'setting',
        ...rest,
      };
      // A server on this machine takes requests without a key, unless somebody says otherwise.
      endpoints.push({ ...endpoint, needsKey: needsKey ?? (rest.keyVariable !== undefined || !isLocal(endpoint)) });
    }
  }
  return { endpoints, problems };
}

/** Whether a text is an address that calls can go to. */
export function isAddress(text: string): boolean {
  try {
    const { protocol, username, hostname } = new URL(text.trim());
    return /^https?:$/.test(protocol) && username === '' && hostname !== '';
  } catch {
    return false;
  }
}
