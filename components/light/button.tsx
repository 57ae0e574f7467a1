import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  readonly variant?: 'normal' | 'primary' | 'link';
  /** The accessible name, where the visible text alone does not say what the button is for. */
  readonly label?: string;
  /** Whether what the button shows or hides is shown. */
  readonly expanded?: boolean;
  /** A button that cannot be pressed now; something beside it says why. */
  readonly disabled?: boolean;
  /** The id of what says more about it. */
  readonly describedBy?: string;
}

/** A button in the console's look; `link` is one that sits in a line of text or a table. */
export function Button({
  children,
  onClick,
  variant = 'normal',
  label,
  expanded,
  disabled,
  describedBy,
}: ButtonProps) {
  return (
    <button
      type="button"
      class={`button button-${variant}`}
      aria-label={label}
      aria-expanded={expanded}
      aria-describedby={describedBy}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
