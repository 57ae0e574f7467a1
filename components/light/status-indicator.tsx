type Tone = 'success' | 'error' | 'pending' | 'warning';

interface StatusIndicatorProps {
  readonly tone: Tone;
  readonly children: string;
}

/** What is drawn inside the circle of each tone. */
const marks: Readonly<Record<Tone, string>> = {
  success: 'M4.5 8.2 7 10.7l4.5-5',
  error: 'm5.5 5.5 5 5m0-5-5 5',
  pending: 'M8 4.5V8l2.5 1.5',
  warning: 'M8 4.5v4m0 2.2v.3',
};

/** A state in words, with a coloured sign. The words say it all; the sign is decoration. */
export function StatusIndicator({ tone, children }: StatusIndicatorProps) {
  return (
    <span class={`status status-${tone}`}>
      <svg class="status-sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="7" />
        <path d={marks[tone]} />
      </svg>
      {children}
    </span>
  );
}
