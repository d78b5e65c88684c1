import type { HelperOptions as HandlebarsOptions } from 'handlebars';
import { BOUNDS } from './bounds';
import type { HandlebarsEngine } from './handlebarsEngine';
import type { Marker, Markers } from './markers';
import { ROLES } from './message';
import { roleFor } from './roleFor';

/** A helper was called with a value that it cannot use; only a rendering can find that out. */
export class HelperError extends Error {
  constructor(
    readonly code:
      | 'prompt.unknown-role'
      | 'prompt.role-without-name'
      | 'prompt.media-without-url'
      | 'prompt.section-without-name'
      | 'prompt.too-many-iterations',
    readonly args: Record<string, string | number>,
    /** The helper, and where its tag stands in its template. */
    readonly tag: { name: string; loc?: hbs.AST.SourceLocation },
  ) {
    super(code);
    this.name = 'HelperError';
  }
}

/** What the helpers need to know of the rendering that is going on. */
export interface Rendering {
  markers: Markers;
  /** How often the loops have run. */
  iterations: number;
}

/** Handlebars tells a helper where its tag stands; its types do not say so. */
type HelperOptions = HandlebarsOptions & { loc?: hbs.AST.SourceLocation };

/**
 * Registers Dotprompt's helpers, and bounds the loops.
 * @param rendering the rendering that is going on
 */
export function registerHelpers(engine: HandlebarsEngine, rendering: () => Rendering): void {
  // As in the reference: what a helper gives is no text, and equal to nothing, where another helper looks at it.
  const mark = (marker: Marker) => new engine.SafeString(rendering().markers.add(marker));
  const each = engine.helpers.each as (this: unknown, context: unknown, options: HelperOptions) => unknown;
  engine.registerHelper({
    json: (value: unknown, { hash }: HelperOptions) =>
      new engine.SafeString(JSON.stringify(value, null, hash.indent || 0)),
    role(role: unknown, { loc }: HelperOptions) {
      const tag = { name: 'role', loc };
      if (role === undefined || role === null) throw new HelperError('prompt.role-without-name', {}, tag);
      const name = ROLES.find((known) => known === role);
      if (name !== undefined) return mark({ kind: 'role', role: name });
      throw new HelperError('prompt.unknown-role', { role: String(role), suggestion: roleFor(String(role)) }, tag);
    },
    history: () => mark({ kind: 'history' }),
    media({ hash, loc }: HelperOptions) {
      const { url, contentType } = hash as { url?: unknown; contentType?: unknown };
      if (url === undefined || url === null) {
        throw new HelperError('prompt.media-without-url', {}, { name: 'media', loc });
      }
      return mark({ kind: 'media', url: String(url), ...(contentType ? { contentType: String(contentType) } : {}) });
    },
    section(name: unknown, { loc }: HelperOptions) {
      if (name === undefined || name === null || name === '') {
        throw new HelperError('prompt.section-without-name', {}, { name: 'section', loc });
      }
      return mark({ kind: 'section', name: String(name) });
    },
    ifEquals(this: unknown, a: unknown, b: unknown, options: HelperOptions) {
      return a === b ? options.fn(this) : options.inverse(this);
    },
    unlessEquals(this: unknown, a: unknown, b: unknown, options: HelperOptions) {
      return a !== b ? options.fn(this) : options.inverse(this);
    },
    each(this: unknown, context: unknown, options: HelperOptions) {
      const current = rendering();
      const fn: HelperOptions['fn'] = (item, runtime) => {
        if (++current.iterations > BOUNDS.iterations) {
          const tag = { name: 'each', loc: options.loc };
          throw new HelperError('prompt.too-many-iterations', { limit: BOUNDS.iterations }, tag);
        }
        return options.fn(item, runtime);
      };
      return each.call(this, context, { ...options, fn });
    },
    // The console belongs to whoever runs Assay, not to a prompt.
    log: () => undefined,
  });
}
