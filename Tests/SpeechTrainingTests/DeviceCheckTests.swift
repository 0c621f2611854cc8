import SpeechTraining
import TensorRuntime
import Testing

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct DeviceCheckTests {
    private func check(_ device: TorchDevice) throws -> DeviceCheck {
        var recipe = VocoderRecipe()
        (recipe.width, recipe.hidden, recipe.depth, recipe.size) = (16, 32, 2, 400)
        (recipe.batch, recipe.frames) = (2, 16)
        (recipe.periodChannels, recipe.spectrumChannels) = ([4, 4], [4, 4, 4])
        return try DeviceCheck(device, recipe)
    }

    @Test func `the processor passes its own check`() throws {
        #expect(try check(.cpu).gradientDifference() == 0)
    }

    @Test(arguments: [VocoderRecipe.Precision.float32, .bfloat16])
    func `a precision trains and goes on bit by bit`(
        _ precision: VocoderRecipe.Precision
    ) throws {
        let course = try check(.cpu).course(precision, steps: 12)
        #expect(course.losses.count == 12 && course.times.count == 12)
        #expect(course.falls && course.resumes)
    }

    @Test func `products in 16 bits change the losses a little`() throws {
        let check = try check(.cpu)
        let (wide, narrow) = (
            try check.course(.float32, steps: 6), try check.course(.bfloat16, steps: 6)
        )
        #expect(wide.losses != narrow.losses)
        for (a, b) in zip(wide.losses, narrow.losses) {
            #expect(abs(a - b) < a * DeviceCheck.lossTolerance)
        }
    }

    @Test func `what the processor can't compute in is refused with the remedy`() throws {
        let check = try check(.cpu)
        #expect(throws: TrainingError.self) { try check.course(.float16, steps: 6) }
    }

    @Test(arguments: [-1, 0, 2, 5])
    func `too few steps to see a loss fall are refused with how many it needs`(
        _ steps: Int
    ) throws {
        let check = try check(.cpu)
        let error = #expect(throws: TrainingError.self) {
            try check.course(.float32, steps: steps)
        }
        guard case .wrongSetting("steps", let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("\(steps)") && reason.contains("6"))
    }

    @Test func `a device that isn't there is named, with the remedy`() throws {
        let devices = try TorchRuntime.loaded().cudaDevices()
        let check = try check(.cuda(devices))
        let error = #expect(throws: TrainingError.self) { try check.gradientDifference() }
        guard case .execution(.libraryLacks(_, let what, let remedy))? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(what.contains("\(devices)") && !remedy.isEmpty)
    }
}
