interface ProgressProps {
  /** The accessible name: what is under way. */
  readonly label: string;
  /** Whole percent. */
  readonly percent: number;
  /** How it stands in words, for those who do not see the bar. */
  readonly text: string;
}

/** How far something is, as a bar. */
export function Progress({ label, percent, text }: ProgressProps) {
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <div class="progress-bar" style={{ width: `${percent}%` }} />
    </div>
  );
}
