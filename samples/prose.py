"""Office prose without end: sentences put together from parts, the same for the same seed."""

import random
from collections.abc import Iterator

WHO = [
    "Ủy ban nhân dân các xã, phường",
    "Trung tâm Phục vụ hành chính công",
    "Công chức Văn phòng - Thống kê",
    "Bộ phận Tiếp nhận và Trả kết quả",
    "Thủ trưởng các cơ quan, đơn vị",
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Cán bộ được giao nhiệm vụ số hóa",
    "Tổ công nghệ số cộng đồng ở thôn, ấp, tổ dân phố",
    "Người đứng đầu đơn vị sự nghiệp công lập",
    "Bưu điện khu vực và nhân viên bưu chính công ích",
    "Công an xã phối hợp với công chức tư pháp - hộ tịch",
]
MUST = [
    "có trách nhiệm",
    "phải khẩn trương",
    "chủ động",
    "tiếp tục",
    "được giao",
    "cần thường xuyên",
    "chịu trách nhiệm toàn diện về việc",
    "phân công người đủ năng lực để",
]
WHAT = [
    "kiểm tra tính đầy đủ, hợp lệ của thành phần hồ sơ do tổ chức, cá nhân nộp",
    "số hóa giấy tờ, kết quả giải quyết thủ tục hành chính còn hiệu lực",
    "đối chiếu bản sao với bản chính rồi trả lại bản chính cho người nộp",
    "hướng dẫn người dân sử dụng tài khoản định danh điện tử mức độ 2",
    "cập nhật tiến độ xử lý vào hệ thống thông tin giải quyết thủ tục hành chính",
    "rà soát, thống kê các trường hợp trễ hạn và công khai lời xin lỗi",
    "niêm yết bảng giá đất, mức thu phí và lệ phí tại nơi tiếp dân",
    "sao lưu dữ liệu, kiểm thử việc khôi phục và giữ bí mật đời tư của công dân",
    "bố trí máy quét, máy tính, đường truyền và chữ ký số chuyên dùng công vụ",
    "lập danh mục tài liệu lưu trữ vĩnh viễn theo từng phông",
    "khai thác thông tin đã có trong cơ sở dữ liệu quốc gia, không yêu cầu nộp lại",
    "xử lý dứt điểm phản ánh, kiến nghị gửi đến đường dây nóng",
    "tổng hợp nhu cầu kinh phí, vật tư và nhân lực của từng quý",
    "ký số, đóng dấu thời gian trước khi đưa kết quả vào kho quản lý dữ liệu điện tử",
]
HOW = [
    "bảo đảm công khai, minh bạch, đúng thẩm quyền",
    "theo quy trình nội bộ đã được phê duyệt",
    "trên tinh thần lấy người dân, doanh nghiệp làm trung tâm phục vụ",
    "không để phát sinh thêm giấy tờ ngoài quy định",
    "với độ phân giải tối thiểu 200 dpi, ảnh màu, tỷ lệ 100 %",
    "bằng hình thức trực tiếp, qua dịch vụ bưu chính hoặc trực tuyến",
    "đồng thời chấn chỉnh ngay những thiếu sót đã được nêu",
    "gắn với việc kiểm soát quyền truy cập và ghi nhật ký đầy đủ",
    "phù hợp với điều kiện thực tế ở vùng sâu, vùng xa, hải đảo",
    "kể cả ngày nghỉ khi người dân có lịch hẹn trước",
]
WHEN = [
    "trước ngày 15 hằng tháng",
    "trong thời hạn 03 ngày làm việc kể từ ngày nhận đủ hồ sơ",
    "chậm nhất là ngày 31 tháng 12 năm 2026",
    "ngay sau khi tiếp nhận",
    "định kỳ hằng quý và khi có yêu cầu đột xuất",
    "từ 7 giờ 30 phút đến 17 giờ các ngày trong tuần",
    "kể từ ngày 01 tháng 7 năm 2026",
    "trong vòng 24 giờ",
    "khi kết thúc mỗi đợt kiểm tra",
]
TAIL = [
    "Trường hợp vướng mắc, báo cáo bằng văn bản để được xem xét, tháo gỡ kịp thời.",
    "Kết quả thực hiện là một trong những căn cứ để bình xét thi đua, khen thưởng cuối năm.",
    "Hồ sơ chưa đúng thì trả lại kèm phiếu hướng dẫn ghi rõ lý do, chỉ yêu cầu bổ sung một lần.",
    "Nghiêm cấm việc cung cấp dữ liệu cá nhân cho bên thứ ba dưới mọi hình thức.",
    "Kinh phí thực hiện được cân đối từ nguồn chi thường xuyên của ngân sách địa phương.",
    "Tỷ lệ hồ sơ giải quyết đúng hạn phải đạt từ 98,5 % trở lên; mức độ hài lòng không thấp hơn 95 %.",
    "Những nội dung không nêu tại đây thì thực hiện theo quy định của pháp luật hiện hành.",
    "Số liệu phải khớp giữa sổ theo dõi giấy và sổ theo dõi điện tử, sai lệch phải được giải trình.",
]


def paragraphs(seed: int) -> Iterator[str]:
    """Paragraphs of two or three sentences, without end."""
    draw = random.Random(seed)
    while True:
        who, must, what = draw.choice(WHO), draw.choice(MUST), draw.sample(WHAT, 2)
        text = f"{who} {must} {what[0]}, {draw.choice(HOW)}"
        if draw.random() < 0.5:
            text += f"; {what[1]} {draw.choice(WHEN)}. {draw.choice(TAIL)}"
        else:
            text += f". Việc {what[1]} được thực hiện {draw.choice(WHEN)}."
        yield text


def take(seed: int, count: int) -> list[str]:
    """The first paragraphs of a seed."""
    source = paragraphs(seed)
    return [next(source) for _ in range(count)]
