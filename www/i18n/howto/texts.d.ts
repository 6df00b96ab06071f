export type Program =
  | 'gmail'
  | 'outlook'
  | 'yahoo'
  | 'yahoo_japan'
  | 'icloud'
  | 'proton'
  | 'sakura'
  | 'xserver'
  | 'lolipop'
  | 'outlook_classic'
  | 'apple_mail'
  | 'thunderbird'
  | 'gmail_app'
  | 'outlook_app'
  | 'iphone'
  | 'other';

/** `lead` says that a program cannot do it; `note` says where the program changes the message, or what is better still. */
export interface Way {
  name: string;
  lead?: string;
  steps: readonly string[];
  note?: string;
}

/** How to get the source of a message. The words of menus are those of the programs, in quotation marks. */
export interface HowtoTexts {
  choose: string;
  groups: Record<'web' | 'computer' | 'phone' | 'other', string>;
  programs: Record<Program, Way>;
  /** What holds for all programs. */
  notes: readonly string[];
}
