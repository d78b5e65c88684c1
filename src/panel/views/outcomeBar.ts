import { html, nothing, svg, type TemplateResult } from 'lit';
import type { RunSummary } from '../../protocol/panel';

/** Passed, failed, errors and not run as one bar. The numbers stand beside it, so that it is only for the eye. */
export function outcomeBar({ passed, failed, errors, cancelled, cases }: RunSummary): TemplateResult | typeof nothing {
  if (cases === 0) return nothing;
  const parts = [
    { name: 'passed', size: passed },
    { name: 'failed', size: failed },
    { name: 'error', size: errors },
    { name: 'cancelled', size: cancelled },
  ].filter(({ size }) => size > 0);
  let start = 0;
  return html`<svg class="outcome" viewBox="0 0 ${cases} 1" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(({ name, size }) => {
      const x = start;
      start += size;
      return svg`<rect class="status-${name}" x=${x} y="0" width=${size} height="1"></rect>`;
    })}
  </svg>`;
}
