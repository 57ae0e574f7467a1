import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../light/button';
import type { PanelModel } from './session';
import type { Theme } from './theme';

interface PanelProps {
  readonly model: Pick<PanelModel, 'collapsed' | 'toggle'>;
  readonly theme: ReadonlySignal<Theme>;
  /** What is seen while the panel is open. */
  readonly children: ComponentChildren;
}

/** The panel of Image Desk in a console, open or collapsed to a button. */
export function Panel({ model, theme, children }: PanelProps) {
  const collapsed = model.collapsed.value;
  const root = useRef<HTMLElement>(null);
  const toggled = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone; its counterpart takes over the keyboard.
    if (toggled.current) root.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
  }, [collapsed]);
  const toggle = () => {
    toggled.current = true;
    model.toggle();
  };
  if (collapsed === undefined) return null;
  return (
    <section
      ref={root}
      class={collapsed ? 'panel panel-collapsed' : 'panel'}
      role="region"
      aria-label="Image Desk"
      data-theme={theme.value}
    >
      {collapsed ? (
        <Button label="Image Desk, open panel" expanded={false} onClick={toggle}>
          Image Desk
        </Button>
      ) : (
        <>
          <div class="bar">
            <h2>Image Desk</h2>
            <Button variant="link" label="Collapse panel" expanded onClick={toggle}>
              Collapse
            </Button>
          </div>
          <div class="content">{children}</div>
        </>
      )}
    </section>
  );
}
