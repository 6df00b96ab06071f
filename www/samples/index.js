// Messages with recorded DNS answers, made and signed by tests/generator.
// `now` is the time, in seconds since 1970, at which they are looked at.
export const samples = [
  { id: 'pass', now: 1795425600 },
  { id: 'list-footer', now: 1795425600 },
  { id: 'forged', now: 1795425600 },
  { id: 'forwarded', now: 1795425600 },
  { id: 'forwarded-srs', now: 1795425600 },
  { id: 'forwarded-unsigned', now: 1795425600 },
  { id: 'forwarded-footer', now: 1795425600 },
];
