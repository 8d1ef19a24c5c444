/**
 * Output of the tools, in the form given by their manuals and sources (v4l2-ctl of v4l-utils 1.30, ffmpeg's v4l2 demuxer).
 */

export const FORMATS_EXT = `ioctl: VIDIOC_ENUM_FMT
	Type: Video Capture

	[0]: 'MJPG' (Motion-JPEG, compressed)
		Size: Discrete 1920x1080
			Interval: Discrete 0.033s (30.000 fps)
			Interval: Discrete 0.042s (24.000 fps)
		Size: Discrete 1280x720
			Interval: Discrete 0.033s (30.000 fps)
			Interval: Discrete 0.017s (60.000 fps)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
	[1]: 'YUYV' (YUYV 4:2:2)
		Size: Discrete 640x480
			Interval: Discrete 0.033s (30.000 fps)
		Size: Discrete 1280x720
			Interval: Discrete 0.100s (10.000 fps)
	[2]: 'GREY' (8-bit Greyscale)
		Size: Discrete 640x400
			Interval: Discrete 0.033s (30.000 fps)
	[3]: 'NV12' (Y/UV 4:2:0)
		Size: Stepwise 32x32 - 4096x2304 with step 2/2
`;

export const LIST_FORMATS = `[video4linux2,v4l2 @ 0x55d0c8a3c0c0] Compressed:       mjpeg :          Motion-JPEG : 1920x1080 1280x720 640x480
[video4linux2,v4l2 @ 0x55d0c8a3c0c0] Raw       :     yuyv422 :           YUYV 4:2:2 : 640x480 1280x720
[video4linux2,v4l2 @ 0x55d0c8a3c0c0] Raw       : Unsupported :  8-bit Greyscale : 640x400
[in#0 @ 0x55d0c8a3bd40] Error opening input: Immediate exit requested
Error opening input file /dev/video0.
`;

export const CONTROLS = `
User Controls

                     brightness 0x00980900 (int)    : min=-64 max=64 step=1 default=0 value=0
        white_balance_automatic 0x0098090c (bool)   : default=1 value=1
                           gain 0x00980913 (int)    : min=0 max=100 step=1 default=0 value=17
           power_line_frequency 0x00980918 (menu)   : min=0 max=2 default=1 value=1 (50 Hz)
      white_balance_temperature 0x0098091a (int)    : min=2800 max=6500 step=1 default=4600 value=4210 flags=inactive

Camera Controls

                  auto_exposure 0x009a0901 (menu)   : min=0 max=3 default=3 value=3 (Aperture Priority Mode)
         exposure_time_absolute 0x009a0902 (int)    : min=1 max=5000 step=1 default=157 value=203 flags=inactive
     exposure_dynamic_framerate 0x009a0903 (bool)   : default=0 value=1
`;
