import { html, nothing, type TemplateResult } from 'lit';
import type { Section } from '../panelState';
import type { PanelView } from '../panelView';

/** A part that stays folded until it is opened, and then is open wherever it is. */
export function sectionView(
  section: Section,
  title: unknown,
  content: () => unknown,
  { state, change }: PanelView,
): TemplateResult {
  const isOpen = state.sections.includes(section);
  const onToggle = ({ currentTarget }: Event) => {
    const opened = (currentTarget as HTMLDetailsElement).open;
    if (opened === isOpen) return;
    const others = state.sections.filter((each) => each !== section);
    change({ sections: opened ? [...others, section] : others });
  };
  return html`<details class="section-${section}" .open=${isOpen} @toggle=${onToggle}>
    <summary>${title}</summary>${isOpen ? content() : nothing}
  </details>`;
}
