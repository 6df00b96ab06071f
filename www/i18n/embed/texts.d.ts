/** What the tool says on a page of somebody else. */
export interface EmbedTexts {
  readable: string;
  unreadable: string;
  link: string;
}
