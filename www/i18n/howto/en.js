const copy = 'Copy everything from the first line to the last, and paste it here.';
const choose = 'Choose the saved file here.';
/** What a program that hides the source leaves. */
const elsewhere =
  'Open the same mailbox on a computer: in the web mail of your provider, or in a program such as Thunderbird or Apple Mail.';
const then = 'Choose that program in the list above and follow its steps.';
/** Web mail whose menus differ with the plan and the version. */
const webmail = [
  'Sign in to the web mail and open the e-mail.',
  'In the menu of the e-mail, choose the entry that shows its source, or the one that downloads it as an .eml file.',
  'Copy everything from the first line to the last and paste it here, or choose the saved file.',
];
const hosted =
  'If only the header is shown, the body cannot be tested. A mail program such as Thunderbird, set up for the same mailbox, shows the whole source.';

/** @type {import('./texts.js').HowtoTexts} */
export const en = {
  choose: 'Where do you read the e-mail?',
  groups: {
    web: 'In the browser',
    computer: 'Program on a computer',
    phone: 'App on a phone or tablet',
    other: 'Anything else',
  },
  programs: {
    gmail: {
      name: 'Gmail',
      steps: [
        'Open the e-mail in a browser on a computer and click ⋮ (More) beside Reply.',
        'Choose “Show original”.',
        'On the page “Original message” click “Copy to clipboard”, and paste here.',
      ],
      note: '“Download original” on that page is just as good: it saves the e-mail, exact to the last character.',
    },
    outlook: {
      name: 'Outlook (new, and on the web)',
      steps: ['Open the e-mail and click ⋯ (More actions).', 'Choose “View”, then “View message source”.', copy],
      note: 'Mailboxes of Microsoft 365 and Exchange may show the header alone, or a body that the server has put together anew. Then the body may not match its signature although nobody changed the e-mail on the way.',
    },
    yahoo: {
      name: 'Yahoo! Mail',
      steps: ['Open the e-mail in a browser on a computer and click ⋯ (More).', 'Choose “View raw message”.', copy],
    },
    yahoo_japan: {
      name: 'Yahoo! JAPAN Mail',
      steps: [
        'Open the e-mail in a browser on a computer.',
        'In the menu of the e-mail, choose the entry that shows its detailed header or its source.',
        copy,
      ],
      note: hosted,
    },
    icloud: {
      name: 'iCloud Mail',
      steps: [
        'Open icloud.com/mail in a browser on a computer, and the e-mail in it.',
        'In the menu of the e-mail, look for the entry that shows all headers or the source.',
        copy,
      ],
      note: 'If only the header is shown, the body cannot be tested. Apple Mail on a Mac, or Thunderbird, shows the whole source of the same mailbox.',
    },
    proton: {
      name: 'Proton Mail',
      steps: [
        'Open the e-mail in a browser on a computer, and then its menu ⋯ (More).',
        'Export the e-mail: this saves an .eml file.',
        choose,
      ],
      note: 'Proton keeps messages encrypted and puts them together anew when it exports them. Then the body may not match its signature although nobody changed the e-mail on the way.',
    },
    sakura: { name: 'Sakura Internet (web mail)', steps: webmail, note: hosted },
    xserver: { name: 'Xserver (web mail)', steps: webmail, note: hosted },
    lolipop: { name: 'Lolipop! (web mail)', steps: webmail, note: hosted },
    outlook_classic: {
      name: 'Outlook (classic)',
      steps: [
        'Open the e-mail by a double click and choose “File”, then “Properties”.',
        'Copy all of “Internet headers” and paste it here.',
      ],
      note: 'This is the header alone: its signature can be verified, but the body stays untested. Outlook (classic) does not keep the body as it was sent, and a saved .msg file holds no more. For the whole message, open the same mailbox in the new Outlook or on the web.',
    },
    apple_mail: {
      name: 'Apple Mail (Mac)',
      steps: [
        'Select the e-mail.',
        'In the menu bar choose “View”, “Message”, “Raw Source” (⌥⌘U).',
        'Copy everything (⌘A, ⌘C) and paste it here.',
      ],
      note: 'Or drag the e-mail from the list to the desktop: this saves an .eml file, which you can choose here.',
    },
    thunderbird: {
      name: 'Thunderbird',
      steps: [
        'Open the e-mail.',
        'Choose “More”, then “View Source” (Ctrl+U, on a Mac ⌘U).',
        'Copy everything (Ctrl+A, Ctrl+C) and paste it here.',
      ],
      note: 'Or save the e-mail as a file (Ctrl+S, on a Mac ⌘S): the .eml file is exact to the last character.',
    },
    gmail_app: {
      name: 'Gmail (app)',
      lead: 'The app does not show the source of an e-mail.',
      steps: [
        'Open mail.google.com in a browser on a computer.',
        'Choose “Gmail” under “In the browser” above and follow its steps.',
      ],
    },
    outlook_app: {
      name: 'Outlook (app)',
      lead: 'The app has no way to copy the whole source of an e-mail.',
      steps: [
        'Open the same mailbox in Outlook on the web or in the new Outlook on a computer.',
        'Choose “Outlook (new, and on the web)” above and follow its steps.',
      ],
    },
    iphone: {
      name: 'Mail (iPhone, iPad)',
      lead: 'Mail on the iPhone and iPad shows neither the source nor the full header of an e-mail, and what it forwards is a new message.',
      steps: [elsewhere, then],
    },
    other: {
      name: 'Another program',
      steps: [
        'Look in the menus for “source”, “original”, “raw message” or “save as .eml”.',
        'Copy everything from the first line to the last and paste it here, or choose the saved file.',
        `If there is nothing of that kind: ${elsewhere}`,
      ],
    },
  },
  notes: [
    'The source begins with lines such as “Received: …” or “Return-Path: …”, and the body follows after a blank line. The text that you read on the screen is not enough.',
    'Forwarding the e-mail to yourself makes a new e-mail, without the old signatures. An e-mail stays whole only when it is forwarded as an attachment.',
    'A saved .eml file is exact to the last character; pasted text may have lost its original line endings; Waxseal allows for that.',
  ],
};
