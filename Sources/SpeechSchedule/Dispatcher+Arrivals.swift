// Plans that are still being written.
//
// A plan that has no chunk yet is left alone until something arrives for it, so that it
// holds no planner. Something may arrive while the plan is being asked: then the answer
// is out of date, and it is asked again.
extension Dispatcher {
    /// A listener's plan has no chunk yet.
    mutating func planStarved(for id: ListenerID) {
        preparing -= 1
        guard let hasNews = listeners[id]?.hasNews else { return }
        listeners[id]?.isPlanning = false
        listeners[id]?.isStarved = !hasNews
    }

    /// Something has arrived for a listener's plan.
    mutating func arrived(for id: ListenerID) {
        listeners[id]?.isStarved = false
        listeners[id]?.hasNews = true
    }
}
