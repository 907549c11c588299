/* Photos: drawn anew on a canvas, at most 1600 pixels a side. What a camera wrote beside the picture (place, time, device) is gone. */
window.huyingPhotos = {
  MOST: 6,
  async shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * share), height: Math.round(picture.height * share) });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // what is transparent would turn black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    if (!blob) throw new Error("photo");
    return { name: `${(file.name || "photo").replace(/\.[^.]*$/, "").slice(0, 60)}.jpg`, data: await blob.arrayBuffer() };
  },
};
