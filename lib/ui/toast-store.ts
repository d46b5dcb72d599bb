import { create } from 'zustand';

/** A short message at the foot of a page. Errors are read at once, others politely. */
export interface Toast {
  readonly id: number;
  readonly kind: 'info' | 'bad';
  readonly text: string;
  /** Entry of the history that "Undo" takes back. */
  readonly undo?: string;
  /** Takes back what is not in the history; true when it worked. */
  readonly onUndo?: () => Promise<boolean>;
  /** What can be done about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface ToastState {
  readonly toasts: readonly Toast[];
  show(toast: Omit<Toast, 'id'>): void;
  close(id: number): void;
}

/** Toasts on screen at once; an older one makes room. */
const TOASTS = 3;
let nextId = 1;

export const useToasts = create<ToastState>((set) => ({
  toasts: [],
  show: (toast) => set((s) => ({ toasts: [...s.toasts, { ...toast, id: nextId++ }].slice(-TOASTS) })),
  close: (id) => set((s) => ({ toasts: s.toasts.filter((t) => t.id !== id) })),
}));

export const showToast = (toast: Omit<Toast, 'id'>): void => useToasts.getState().show(toast);
