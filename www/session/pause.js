/** Lets the page see to something else, where all in one go would be one long task. @returns {Promise<void>} */
export const pause = () =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });
