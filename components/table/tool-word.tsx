import type { ReactElement, ReactNode } from 'react';

/** The word of a tool: it stays the name of its button where there is only room for the icon. */
export const ToolWord = ({ children }: { readonly children: ReactNode }): ReactElement => <span className="k-tool__w">{children}</span>;
