import type { ComponentChildren } from 'preact';

interface AlertProps {
  readonly kind: 'error' | 'info';
  /** What is the matter, in one sentence. */
  readonly summary: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** A message in a box. An error is announced at once, a notice is not. */
export function Alert({ kind, summary, children, action }: AlertProps) {
  return (
    <div class={`alert alert-${kind}`} role={kind === 'error' ? 'alert' : 'note'}>
      <div class="alert-text">
        <strong>{summary}</strong>
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}
