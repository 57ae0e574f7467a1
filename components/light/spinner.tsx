interface SpinnerProps {
  /** What is being waited for, in words. */
  readonly children: string;
}

/** Says that something is being read. */
export function Spinner({ children }: SpinnerProps) {
  return (
    <span class="waiting" role="status">
      <span class="spinner" aria-hidden="true" />
      {children}
    </span>
  );
}
