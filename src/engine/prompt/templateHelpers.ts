import type { HelperOptions } from 'handlebars';
import type { HandlebarsEngine } from './handlebarsEngine';
import type { Marker, Markers } from './markers';
import { ROLES } from './message';

/** A helper was called with a value that it cannot use; only a rendering can find that out. */
export class HelperError extends Error {
  constructor(
    readonly code: 'prompt.unknown-role' | 'prompt.media-without-url' | 'prompt.section-without-name',
    readonly args: Record<string, string>,
  ) {
    super(code);
    this.name = 'HelperError';
  }
}

/**
 * Registers Dotprompt's helpers.
 * @param markers the markers of the rendering that is going on
 */
export function registerHelpers(engine: HandlebarsEngine, markers: () => Markers): void {
  // As in the reference: what a helper gives is no text, and equal to nothing, where another helper looks at it.
  const mark = (marker: Marker) => new engine.SafeString(markers().add(marker));
  engine.registerHelper({
    json: (value: unknown, { hash }: HelperOptions) =>
      new engine.SafeString(JSON.stringify(value, null, hash.indent || 0)),
    role: (role: unknown) => {
      if (!ROLES.includes(role as never))
        throw new HelperError('prompt.unknown-role', { role: text(role), suggestion: 'user' });
      return mark({ kind: 'role', role: role as string });
    },
    history: () => mark({ kind: 'history' }),
    media: ({ hash }: HelperOptions) => {
      const { url, contentType } = hash as { url?: unknown; contentType?: unknown };
      if (url === undefined || url === null || url === '') throw new HelperError('prompt.media-without-url', {});
      return mark({
        kind: 'media',
        url: text(url),
        ...(contentType ? { contentType: text(contentType) } : {}),
      });
    },
    section: (name: unknown) => {
      if (typeof name !== 'string' || name === '') throw new HelperError('prompt.section-without-name', {});
      return mark({ kind: 'section', name });
    },
    ifEquals(this: unknown, a: unknown, b: unknown, options: HelperOptions) {
      return a === b ? options.fn(this) : options.inverse(this);
    },
    unlessEquals(this: unknown, a: unknown, b: unknown, options: HelperOptions) {
      return a !== b ? options.fn(this) : options.inverse(this);
    },
    // The console belongs to whoever runs Assay, not to a prompt.
    log: () => undefined,
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}
