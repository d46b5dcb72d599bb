import type { ReactElement, ReactNode } from 'react';

/** One line of a list of facts (`dl`): what it is, and what it says. */
export const Fact = ({ label, children, strong = false }: { readonly label: string; readonly children: ReactNode; readonly strong?: boolean }): ReactElement => (
  <div className={strong ? 'is-strong' : undefined}>
    <dt>{label}</dt>
    <dd className="k-val">{children}</dd>
  </div>
);
