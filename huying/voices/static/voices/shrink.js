/* Photos are made smaller before they leave the phone, and lose where they were taken; what cannot be read goes as it is. */
(() => {
  "use strict";
  const SIDE = 2560, SMALL = 1.5e6;
  const smaller = async (file) => {
    if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || file.size < SMALL) return file;
    try {
      const seen = await createImageBitmap(file, { imageOrientation: "from-image" });
      const share = Math.min(1, SIDE / Math.max(seen.width, seen.height));
      const sheet = document.createElement("canvas");
      sheet.width = Math.round(seen.width * share);
      sheet.height = Math.round(seen.height * share);
      sheet.getContext("2d").drawImage(seen, 0, 0, sheet.width, sheet.height);
      seen.close();
      const made = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.86));
      if (!made || made.size >= file.size) return file;
      return new File([made], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
    } catch { return file; }
  };
  for (const field of document.querySelectorAll("input[type=file][data-shrink]")) {
    field.addEventListener("change", async () => {
      const form = field.form, kept = new DataTransfer();
      const buttons = [...form.querySelectorAll("button:not([type=button])")];
      for (const button of buttons) button.disabled = true;
      for (const file of field.files) kept.items.add(await smaller(file));
      field.files = kept.files;
      for (const button of buttons) button.disabled = false;
    });
  }
})();
