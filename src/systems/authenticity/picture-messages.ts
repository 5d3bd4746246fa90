import { defineMessages } from '#kernel/i18n.ts';

/** Words of the answer about a picture. */
export const pictureMessages = defineMessages({
  vi: {
    same: 'Đúng. Đây chính là ảnh của tin chính thức, không sai một bit nào.',
    copy: 'Ảnh này giống ảnh của tin chính thức, có thể đã được lưu lại hoặc thu nhỏ.',
    altered: 'Ảnh này gần giống ảnh của tin chính thức nhưng có chỗ khác: có thể bị cắt, chèn chữ hoặc sửa.',
    plain: 'Ảnh này gần như một màu, không so được.',
    none: 'Chúng tôi không tìm thấy ảnh này trong các tin chính thức đã công bố ở đây.',
    noneMeans: 'Điều đó không có nghĩa là ảnh giả. Nếu ảnh có chữ, hãy gõ lại hoặc dán chữ đó để so từng chữ.',
    distance: (count: number) =>
      count === 0
        ? 'Hình dạng hai ảnh trùng nhau hoàn toàn.'
        : `Hai ảnh khác nhau ${count} trên 128 điểm so sánh (ảnh không liên quan thường khác khoảng 64).`,
    caution:
      'Máy so hình dạng chung, không đọc chữ và số trong ảnh. Một con số nhỏ bị sửa có thể không thấy được: hãy mở tin chính thức để so.',
    shows: (alt: string) => `Ảnh gốc: ${alt}`,
  },
  en: {
    same: 'Right. This is the very picture of an official release, to the last bit.',
    copy: 'This looks like a picture of an official release, perhaps stored anew or made smaller.',
    altered: 'This is close to a picture of an official release but differs: it may have been cut, lettered over or changed.',
    plain: 'This picture is nearly of one colour and cannot be compared.',
    none: 'We do not find this picture among the official releases published here.',
    noneMeans: 'That does not mean that it is false. If there is writing in it, type or paste it to compare it word by word.',
    distance: (count: number) =>
      count === 0
        ? 'The shapes of both pictures are identical.'
        : `The pictures differ in ${count} of 128 points (unrelated ones in about 64).`,
    caution:
      'This compares the general shape and reads no words or figures in it. A small changed figure may go unseen: open the official release and compare.',
    shows: (alt: string) => `The original shows: ${alt}`,
  },
});
