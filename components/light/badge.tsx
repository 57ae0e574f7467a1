interface BadgeProps {
  readonly children: string;
  readonly color: 'grey' | 'blue' | 'green';
}

/** A short word in a coloured box. */
export function Badge({ children, color }: BadgeProps) {
  return <span class={`badge badge-${color}`}>{children}</span>;
}
